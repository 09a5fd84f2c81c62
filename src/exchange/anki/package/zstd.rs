//! Unpacking zstd: streams of any number of frames, as the format allows (RFC 8878).

use std::io::{self, BufRead, BufReader, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How far back a frame may refer, which is what is held of it.
const WINDOW: u64 = 32 << 20;

/// Reads what a stream of frames unpacks to.
pub(super) struct ZstdReader<R> {
    source: BufReader<R>,
    decoder: FrameDecoder,
    /// Whether a frame has begun and not ended.
    in_frame: bool,
}

impl<R: Read> ZstdReader<R> {
    pub(super) fn new(source: R) -> ZstdReader<R> {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(WINDOW);
        ZstdReader { source: BufReader::new(source), decoder, in_frame: false }
    }

    /// Begins the next frame; says whether there is one.
    fn next_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.source.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    let mut skipped = self.source.by_ref().take(length);
                    if io::copy(&mut skipped, &mut io::sink())? < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }
}

impl<R: Read> Read for ZstdReader<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.in_frame && !self.next_frame()? {
                return Ok(0);
            }
            self.in_frame = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let step = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, step).map_err(io::Error::other)?;
            }
            let count = self.decoder.read(bytes)?;
            if count > 0 {
                return Ok(count);
            }
            self.in_frame = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn unpacked(packed: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        ZstdReader::new(packed).read_to_end(&mut out)?;
        Ok(out)
    }

    fn frame(text: &[u8]) -> Vec<u8> {
        compress_to_vec(text, CompressionLevel::Fastest)
    }

    /// A frame that holds nothing for us.
    fn skippable(length: u8) -> Vec<u8> {
        let mut frame = vec![0x50, 0x2a, 0x4d, 0x18, length, 0, 0, 0];
        frame.extend(std::iter::repeat_n(7, usize::from(length)));
        frame
    }

    #[test]
    fn frames_follow_each_other() {
        let long = b"abc".repeat(200_000);
        let packed = [skippable(5), frame(&long), frame(b""), skippable(0), frame(b"end")].concat();
        assert_eq!(unpacked(&packed).unwrap(), [&long[..], b"end"].concat());
        assert_eq!(unpacked(b"").unwrap(), b"");
    }

    #[test]
    fn what_is_cut_off_or_no_frame_is_an_error() {
        let packed = [frame(b"one"), frame(b"two")].concat();
        for end in [1, 5, packed.len() - 1] {
            assert!(unpacked(&packed[..end]).is_err(), "{end}");
        }
        assert!(unpacked(&[&frame(b"one")[..], b"rest"].concat()).is_err());
        assert!(unpacked(&skippable(9)[..12]).is_err());
    }
}
