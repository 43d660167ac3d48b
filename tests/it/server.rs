//! A server of `otls lab`, ended with the test.

use std::io::BufRead;
use std::io::BufReader;
use std::io::Lines;
use std::process::Child;
use std::process::ChildStdout;
use std::process::Stdio;

use crate::run::command;

/// The server and the folder with its files.
pub(crate) struct LabServer {
    child: Child,
    /// Kept open: the server writes more, and would end with the pipe.
    _out: Lines<BufReader<ChildStdout>>,
    /// `https://localhost:PORT`.
    pub(crate) endpoint: String,
    pub(crate) folder: tempfile::TempDir,
}

impl LabServer {
    pub(crate) fn start(fault: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = command()
            .args(["lab", "--port", "0", fault, "--out"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let endpoint = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| line.trim().strip_prefix("endpoint").map(|rest| rest.trim().to_owned()))
            .unwrap();
        Self { child, _out: lines, endpoint, folder }
    }

    /// `localhost:PORT`.
    pub(crate) fn place(&self) -> &str {
        self.endpoint.split("://").nth(1).unwrap()
    }

    pub(crate) fn port(&self) -> u16 {
        self.endpoint.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// The path of one of its files.
    pub(crate) fn file(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for LabServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
