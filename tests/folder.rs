//! The one helper for temporary folders, and for running the program in one.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that goes when it is dropped, with a store of its own.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::with_prefix("depeche-test-").expect("a temporary folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn store(&self) -> PathBuf {
        self.join("store")
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.join(name);
        fs::create_dir_all(path.parent().expect("below the temporary folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    /// The program, run here, on the store of this folder.
    pub fn depeche(&self) -> Command {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("depeche");
        command.current_dir(self.path()).arg("--store").arg(self.store());
        command
    }

    /// The program run to its end with these arguments.
    pub fn run(&self, arguments: &[&str]) -> Said {
        let mut command = self.depeche();
        command.args(arguments);
        run(command)
    }

    /// The program under a shell that runs `before` first: limits, redirections. `"$@"` is the program with `arguments`.
    #[cfg(feature = "rocksdb")]
    pub fn under_shell(&self, script: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        command.current_dir(self.path()).args(["-c", script, "sh"]).arg(assert_cmd::cargo::cargo_bin!("depeche"));
        command.arg("--store").arg(self.store()).args(arguments);
        command
    }
}

/// What a finished run said: exit status, data, talk.
pub struct Said {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs to the end, whatever the exit status.
pub fn run(mut command: Command) -> Said {
    let output = command.output().expect("the program starts");
    Said {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).expect("data are UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

impl Said {
    #[track_caller]
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    /// Each of these stands in the messages.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        for words in words {
            assert!(self.err.contains(words), "“{words}” is not in the messages:\n{}", self.err);
        }
        self
    }
}
