//! What the environment says of where the user sits.

/// Whether the terminal is at another computer, which reaches this one over ssh.
pub(super) fn is_over_ssh() -> bool {
    is_set("SSH_CONNECTION") || is_set("SSH_TTY")
}

/// Whether a program here can open a window that the user sees.
pub(super) fn is_at_a_desktop() -> bool {
    let has_windows = !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
    has_windows && !is_over_ssh()
}

fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}
