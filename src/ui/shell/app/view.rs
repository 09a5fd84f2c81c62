//! How the app is drawn, and what a frame lacked.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::App;
use crate::ui::draw::canvas::DrawnFrame;
use crate::ui::screens::screen_stack::Layer;
use crate::ui::screens::which_key;
use crate::ui::shell::message::{Effect, Job, JobId, PictureJob};
use crate::ui::view::frame;

impl App {
    /// Draws the whole screen and changes nothing.
    pub fn view(&self, buffer: &mut Buffer) -> DrawnFrame {
        let screen = self.shared.screen.intersection(buffer.area);
        let keymap = &self.shared.keymap;
        let mut drawn =
            frame::draw(buffer, screen, self.themes.theme(), self.shared.glyphs, |canvas| {
                let texts = frame::header_texts(&self.shared.learner.library, self.streak());
                frame::header(canvas, screen, self.stack.tab(), &texts);
                for (layer, open) in self.stack.visible() {
                    if !matches!(layer, Layer::Tab(_)) {
                        canvas.fade();
                        canvas.cursor = None;
                    }
                    if let Layer::Dialog = layer {
                        canvas.hits.clear();
                    }
                    // What does not fit on a tab or a dialog must not lie over header and footer.
                    let clip = match layer {
                        Layer::Popup => screen,
                        Layer::Tab(_) => self.shared.area,
                        // A dialog's title may lie on the rule below the header.
                        Layer::Dialog => Rect { height: self.shared.area.bottom(), ..screen },
                    };
                    // The window may have shrunk since the last message.
                    canvas.clip = clip.intersection(screen);
                    canvas.picture_rows.clear();
                    open.view(&self.shared, canvas);
                    canvas.clip = screen;
                    if let Layer::Tab(_) = layer {
                        frame::footer_rule(canvas, screen);
                    }
                }
                // Below what lies above it a picture is left blank.
                if !self.pending_keys.is_empty() {
                    canvas.picture_rows.clear();
                }
                self.shared.pictures.draw(canvas);
                // Its keys can be clicked whatever is open.
                let message = self.notice.as_deref();
                frame::footer(canvas, keymap, screen, self.stack.top(), message);
                if !self.pending_keys.is_empty() {
                    which_key::view(canvas, keymap, screen, self.contexts(), &self.pending_keys);
                }
            });
        drawn.links = self.placed_links(drawn.hits.addresses());
        drawn
    }

    /// Asks for the pictures that the last frame had no answer for.
    pub fn after_frame(&mut self) -> Option<Effect> {
        let (requests, display) = self.shared.pictures.take_wanted()?;
        self.last_job = JobId(self.last_job.0 + 1);
        let home = self.shared.home.clone();
        Some(Effect::Run(self.last_job, Job::Pictures(PictureJob { home, display, requests })))
    }
}
