//! The `otls` program.

fn main() -> std::process::ExitCode {
    otls::cmd::run(std::env::args_os().collect()).into()
}
