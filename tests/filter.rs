//! `extract` as a filter: with one job, each document is answered before the next one is waited for.

use crate::folder::Folder;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// It says something, and leaves something out.
const TEXT: &str = "Le président finlandais Eero Lahtinen est arrivé lundi à Kigali. Il pourrait se rendre à Dakar.";

/// The first line that comes out while the input is still open.
fn first_answer(arguments: &[&str]) -> Option<String> {
    let folder = Folder::new();
    let mut filter = Command::new(assert_cmd::cargo::cargo_bin!("depeche"))
        .current_dir(folder.path())
        .args(["extract", "--jobs", "1", "-"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = filter.stdin.take().unwrap();
    let output = BufReader::new(filter.stdout.take().unwrap());
    let (send, receive) = mpsc::channel();
    let reading = thread::spawn(move || output.lines().try_for_each(|line| send.send(line.unwrap())).is_ok());
    writeln!(input, "{}", serde_json::json!({ "id": "a", "text": TEXT })).unwrap();
    input.flush().unwrap();
    let first = receive.recv_timeout(Duration::from_mins(1)).ok();
    drop(input);
    assert!(reading.join().unwrap());
    assert!(filter.wait().unwrap().success());
    first
}

#[test]
fn each_document_is_answered_before_the_next_one_is_waited_for() {
    for (arguments, begins) in [
        (&[][..], "{\"version\":"),
        (&["--format", "nq"], "<https://"),
        (&["--abstained"], "a:"),
        (&["--trace"], "a (no publication date)"),
    ] {
        let line = first_answer(arguments);
        assert!(line.as_ref().is_some_and(|line| line.starts_with(begins)), "{arguments:?}: {line:?}");
    }
}
