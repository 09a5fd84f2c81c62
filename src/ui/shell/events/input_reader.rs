//! Events of the terminal, with what `crossterm` leaves in pieces put together.
//!
//! Strings that terminals send (OSC, DCS, APC, PM, SOS) would come as `Alt-]` and letters, each of
//! which means something somewhere: they are taken whole, and only the answer to the question for
//! the background is of use. And an Esc is held back for a moment, since over a slow line the rest
//! of an arrow's or an Alt key's sequence comes later.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::ui::draw::theme::Background;
use crate::ui::shell::environment::is_over_ssh;
use crate::ui::shell::terminal;

/// How long the rest of a sequence may take on this machine, and over a network.
const ESC_WAIT: [Duration; 2] = [Duration::from_millis(25), Duration::from_millis(150)];
/// How long a string may pause before it is taken to be over.
const STRING_WAIT: Duration = Duration::from_millis(400);
/// How long a look takes that waits for nothing. With no time at all crossterm would not look.
pub(super) const GLIMPSE: Duration = Duration::from_micros(50);
/// The most of a string that is kept.
const MOST: usize = 64;

/// Where events come from.
pub(super) trait EventSource {
    /// Whether an event comes within this time.
    fn poll(&mut self, wait: Duration) -> io::Result<bool>;
    /// The next event, however long it takes.
    fn read(&mut self) -> io::Result<Event>;
}

/// The terminal's own events.
pub(super) struct TerminalEvents;

impl EventSource for TerminalEvents {
    fn poll(&mut self, wait: Duration) -> io::Result<bool> {
        event::poll(wait)
    }

    fn read(&mut self) -> io::Result<Event> {
        event::read()
    }
}

/// What comes from the terminal.
#[derive(Debug, PartialEq)]
pub(super) enum TerminalInput {
    /// An event.
    Event(Event),
    /// The answer to the question for the background.
    Background(Background),
}

/// Reads events.
pub(super) struct InputReader<S = TerminalEvents> {
    source: S,
    esc_wait: Duration,
    /// Events that were read ahead.
    ahead: VecDeque<Event>,
}

impl InputReader {
    /// Reads from the terminal, which may be at the other end of a network.
    pub(super) fn new() -> InputReader {
        InputReader::from_source(TerminalEvents, ESC_WAIT[usize::from(is_over_ssh())])
    }
}

impl<S: EventSource> InputReader<S> {
    fn from_source(source: S, esc_wait: Duration) -> InputReader<S> {
        InputReader { source, esc_wait, ahead: VecDeque::new() }
    }

    /// Whether there is something to read within this time.
    pub(super) fn poll(&mut self, wait: Duration) -> io::Result<bool> {
        Ok(!self.ahead.is_empty() || self.source.poll(wait)?)
    }

    /// Drops what was typed so far.
    pub(super) fn drop_typed(&mut self) -> io::Result<()> {
        let mut sizes = Vec::new();
        while self.poll(GLIMPSE)? {
            let event = self.next_event()?;
            sizes.extend(matches!(event, Event::Resize(..)).then_some(event));
        }
        self.ahead.extend(sizes);
        Ok(())
    }

    /// The next input; none if it was nothing of use.
    pub(super) fn read(&mut self) -> io::Result<Option<TerminalInput>> {
        let event = self.next_event()?;
        let Event::Key(key) = event else { return Ok(Some(TerminalInput::Event(event))) };
        let is_alone = key.modifiers.difference(KeyModifiers::SHIFT) == KeyModifiers::ALT;
        match key.code {
            KeyCode::Char(c @ (']' | 'P' | 'X' | '^' | '_')) if is_alone => self.string(c, key),
            KeyCode::Esc if key.modifiers.is_empty() && key.kind != KeyEventKind::Release => {
                self.escape(key)
            }
            _ => Ok(Some(TerminalInput::Event(event))),
        }
    }

    fn next_event(&mut self) -> io::Result<Event> {
        self.ahead.pop_front().map_or_else(|| self.source.read(), Ok)
    }

    /// The next key if it comes within this time and is a plain character.
    fn next_char(&mut self, wait: Duration) -> io::Result<Option<char>> {
        if !self.poll(wait)? {
            return Ok(None);
        }
        let event = self.next_event()?;
        if let Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. }) = event
            && modifiers.difference(KeyModifiers::SHIFT).is_empty()
        {
            return Ok(Some(c));
        }
        self.ahead.push_front(event);
        Ok(None)
    }

    /// Takes a string up to its end; what begins as one may be a key all the same.
    fn string(&mut self, kind: char, key: KeyEvent) -> io::Result<Option<TerminalInput>> {
        let mut text = String::new();
        let mut wait = self.esc_wait;
        while self.poll(wait)? {
            let event = self.next_event()?;
            let (code, held) = match event {
                Event::Key(key) => (key.code, key.modifiers.difference(KeyModifiers::SHIFT)),
                _ => (KeyCode::Null, KeyModifiers::empty()),
            };
            match (code, held) {
                (KeyCode::Char(c), KeyModifiers::NONE) if text.len() < MOST => text.push(c),
                (KeyCode::Char('\\'), KeyModifiers::ALT)
                | (KeyCode::Char('g'), KeyModifiers::CONTROL) => break,
                (KeyCode::Esc, _) => {
                    // The end, of which the second character comes later.
                    if let Some(c) = self.next_char(self.esc_wait)?.filter(|c| *c != '\\') {
                        self.ahead.push_front(Event::Key(KeyCode::Char(c).into()));
                    }
                    break;
                }
                // Nothing that a string can have in it.
                (KeyCode::Null, _) | (KeyCode::Char('c'), KeyModifiers::CONTROL) => {
                    self.ahead.push_front(event);
                    break;
                }
                _ if text.is_empty() => {
                    self.ahead.push_front(event);
                    break;
                }
                _ => {}
            }
            wait = STRING_WAIT;
        }
        if text.is_empty() {
            return Ok(Some(TerminalInput::Event(Event::Key(key))));
        }
        let reply = (kind == ']').then(|| Background::from_reply(&text)).flatten();
        if reply.is_some() {
            terminal::background_answered();
        }
        Ok(reply.map(TerminalInput::Background))
    }

    /// Waits for what may follow an Esc.
    fn escape(&mut self, key: KeyEvent) -> io::Result<Option<TerminalInput>> {
        let esc = Ok(Some(TerminalInput::Event(Event::Key(key))));
        let Some(c) = self.next_char(self.esc_wait)? else { return esc };
        let alt = KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT);
        match c {
            '[' | 'O' => self.sequence(c, alt),
            ']' | 'P' | 'X' | '^' | '_' => self.string(c, alt),
            _ => Ok(Some(TerminalInput::Event(Event::Key(alt)))),
        }
    }

    /// The key of a sequence whose Esc came alone.
    fn sequence(&mut self, opening: char, alt: KeyEvent) -> io::Result<Option<TerminalInput>> {
        let mut parameters = String::new();
        loop {
            let Some(c) = self.next_char(self.esc_wait)? else {
                let whole = parameters.is_empty();
                return Ok(whole.then_some(TerminalInput::Event(Event::Key(alt))));
            };
            if ('\u{40}'..='\u{7e}').contains(&c) {
                let key = sequence_key(opening, &parameters, c);
                return Ok(key.map(|key| TerminalInput::Event(Event::Key(key))));
            }
            parameters.push(c);
            if parameters.len() > MOST {
                return Ok(None);
            }
        }
    }
}

/// The key that a terminal sends as `ESC [` or `ESC O`, parameters and a last character.
fn sequence_key(opening: char, parameters: &str, last: char) -> Option<KeyEvent> {
    let mut numbers = parameters.split(';').map(|number| number.parse::<u8>().ok());
    let first = numbers.next().flatten();
    let code = match last {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'H' => KeyCode::Home,
        'F' => KeyCode::End,
        'Z' => KeyCode::BackTab,
        'M' if opening == 'O' => KeyCode::Enter,
        'P'..='S' => KeyCode::F(1 + last as u8 - b'P'),
        '~' => match first? {
            1 | 7 => KeyCode::Home,
            2 => KeyCode::Insert,
            3 => KeyCode::Delete,
            4 | 8 => KeyCode::End,
            5 => KeyCode::PageUp,
            6 => KeyCode::PageDown,
            number @ 11..=15 => KeyCode::F(number - 10),
            number @ 17..=21 => KeyCode::F(number - 11),
            number @ 23..=24 => KeyCode::F(number - 12),
            _ => return None,
        },
        _ => return None,
    };
    let held = numbers.next().flatten().unwrap_or(1).saturating_sub(1);
    let mut modifiers = KeyModifiers::empty();
    for (bit, modifier) in
        [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)]
    {
        modifiers.set(modifier, held & bit != 0);
    }
    Some(KeyEvent::new(code, modifiers))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events in the order in which they come; none is a pause.
    struct Script(VecDeque<Option<Event>>);

    impl EventSource for Script {
        fn poll(&mut self, _: Duration) -> io::Result<bool> {
            Ok(match self.0.front() {
                Some(None) => {
                    self.0.pop_front();
                    false
                }
                next => next.is_some(),
            })
        }

        fn read(&mut self) -> io::Result<Event> {
            Ok(self.0.pop_front().flatten().expect("there is an event"))
        }
    }

    /// Events as `crossterm` makes them of these bytes; `|` is a pause, and `¦` is where one read
    /// ends and the next one follows at once.
    fn events(bytes: &str) -> VecDeque<Option<Event>> {
        let mut events = VecDeque::new();
        let mut chars = bytes.chars().peekable();
        while let Some(c) = chars.next() {
            let event = match c {
                '¦' => continue,
                '|' => None,
                '\x1b' => match chars.next_if(|next| !"|¦".contains(*next)) {
                    Some(c) => Some(KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT)),
                    None => Some(KeyCode::Esc.into()),
                },
                '\x07' => Some(KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL)),
                c => Some(KeyCode::Char(c).into()),
            };
            events.push_back(event.map(Event::Key));
        }
        events
    }

    fn inputs(bytes: &str) -> Vec<TerminalInput> {
        let mut reader = InputReader::from_source(Script(events(bytes)), ESC_WAIT[0]);
        let mut found = Vec::new();
        while !reader.ahead.is_empty() || !reader.source.0.is_empty() {
            if reader.poll(Duration::ZERO).expect("it never fails") {
                found.extend(reader.read().expect("it never fails"));
            }
        }
        found
    }

    fn key(code: KeyCode, modifiers: KeyModifiers) -> TerminalInput {
        TerminalInput::Event(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn strings_of_the_terminal_are_taken_whole() {
        let q = || key(KeyCode::Char('q'), KeyModifiers::empty());
        for reply in [
            "\x1b]10;rgb:1111/2222/3333\x07",
            "\x1b]52;c;MTIzNA==\x1b\\",
            "\x1bP1$r0m\x1b\\",
            "\x1b_Gi=31;OK\x1b\\",
            "\x1b^private\x1b\\",
            "\x1bXstart\x1b\\",
            "\x1b]4;1;rgb:cd/00/00\x1b¦\\",
            "\x1b]never ends|",
        ] {
            assert_eq!(inputs(&format!("{reply}q")), [q()], "{reply:?}");
        }
    }

    #[test]
    fn the_background_is_an_input_of_its_own() {
        assert_eq!(
            inputs("\x1b]11;rgb:ffff/ffff/ffff\x1b\\"),
            [TerminalInput::Background(Background::Light)]
        );
        assert_eq!(
            inputs("\x1b¦]11;rgb:0000/0000/0000\x07"),
            [TerminalInput::Background(Background::Dark)]
        );
    }

    #[test]
    fn a_key_that_begins_like_a_string_is_a_key() {
        for c in [']', 'P', '_'] {
            assert_eq!(inputs(&format!("\x1b{c}|")), [key(KeyCode::Char(c), KeyModifiers::ALT)]);
        }
    }

    #[test]
    fn an_esc_waits_for_the_rest_of_its_sequence() {
        let none = KeyModifiers::empty();
        for (bytes, code, modifiers) in [
            ("\x1b¦u", KeyCode::Char('u'), KeyModifiers::ALT),
            ("\x1b¦[A", KeyCode::Up, none),
            ("\x1b¦[1;3A", KeyCode::Up, KeyModifiers::ALT),
            ("\x1b¦OB", KeyCode::Down, none),
            ("\x1b¦[5~", KeyCode::PageUp, none),
            ("\x1b¦[24~", KeyCode::F(12), none),
            ("\x1b¦[Z", KeyCode::BackTab, none),
        ] {
            assert_eq!(inputs(bytes), [key(code, modifiers)], "{bytes:?}");
        }
        assert_eq!(inputs("\x1b|"), [key(KeyCode::Esc, none)]);
        assert_eq!(
            inputs("\x1b|u"),
            [key(KeyCode::Esc, none), key(KeyCode::Char('u'), none)],
            "a pause makes two keys of it"
        );
    }
}
