//! Files, folders and standard input → documents, through the library.

use crate::folder::Folder;
use depeche::source::{Documents, Input, Limits, Notice, Reason, Received, Refused, json_lines};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use std::path::PathBuf;

/// What came out: ids of documents, `!place: reason` of what was refused, `?…` of what was noted.
fn received(inputs: Vec<Input>, standard: impl Read + Send) -> Vec<String> {
    Documents::new(inputs, Limits { document_bytes: 1000 }, standard)
        .map(|received| match received {
            Received::Document { document, .. } => document.id.to_string(),
            Received::Refused(refused) => format!("!{refused}"),
            Received::Noted(notice) => format!("?{notice}"),
        })
        .collect()
}

fn of_folder(folder: &Folder) -> Vec<String> {
    let all = received(vec![Input::Path(folder.path().to_owned())], Cursor::new(""));
    let root = format!("{}/", folder.path().display());
    all.into_iter().map(|line| line.replace(&root, "")).collect()
}

#[test]
fn documents_and_text_of_json_lines_are_of_one_look() {
    let folder = Folder::new();
    let lines = "{\"id\": \"a\", \"text\": \"Un.\", \"published\": \"hier\"}\r\n \n{\"id\": \"b\", \"text\": \"Deux.\"}";
    let (text, documents) = json_lines(&folder.write("gold.json", format!("\u{feff}{lines}")), Limits::default()).unwrap();
    assert_eq!(text, lines);
    assert_eq!(documents.iter().map(|document| document.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    let refused = |content: &[u8]| json_lines(&folder.write("bad.jsonl", content), Limits::default()).unwrap_err();
    assert_eq!(refused(b"\n{\"text\": \"S\xe9oul\"}").reason, Reason::NotUtf8 { byte: 11, value: 0xe9 });
    let empty = refused(b"\n{\"text\": \"Un.\"}\n{\"id\": \"a\"}\n");
    assert_eq!((empty.place.line, empty.reason), (Some(3), Reason::NoText));
    let nowhere = json_lines(&folder.join("nowhere.jsonl"), Limits::default()).unwrap_err();
    assert!(nowhere.to_string().ends_with("nowhere.jsonl: cannot be opened: No such file or directory"), "{nowhere}");
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = Folder::new();
    folder.write("b.txt", "Deux.");
    folder.write("a.TXT", "Un.");
    folder.write("a/z.txt", "Trois.");
    folder.write("c.jsonl", "{\"id\": \"j1\", \"text\": \"Quatre.\"}\n\n{\"id\": \"j2\", \"text\": \"Cinq.\"}");
    folder.write(".hidden.txt", "Non.");
    folder.write(".git/x.txt", "Non.");
    folder.write("image.png", "Non.");
    let expected = ["z.txt", "a.TXT", "b.txt", "j1", "j2", "?image.png: passed over: neither .txt nor .jsonl nor .ndjson"];
    assert_eq!(of_folder(&folder), expected);
}

#[test]
fn a_file_that_is_named_is_read_whatever_its_name() {
    let folder = Folder::new();
    let text = folder.write("note", "Un texte.");
    let lines = folder.write("export.dat", "\u{feff} {\"id\": \"x\", \"text\": \"Un texte.\"}\n");
    let hidden = folder.write(".hidden.txt", "Un texte.");
    let inputs = [text, lines, hidden].map(Input::Path).to_vec();
    assert_eq!(received(inputs, Cursor::new("")), ["note", "x", ".hidden.txt"]);
}

#[test]
fn standard_input_is_lines_or_one_text_or_nothing() {
    let standard = |text: &str| received(vec![Input::Standard], Cursor::new(text.to_owned()));
    assert_eq!(standard(" \n {\"id\": \"x\", \"text\": \"a\"}\n{\"id\": \"y\", \"text\": \"b\"}"), ["x", "y"]);
    assert_eq!(standard("[AFP] Un texte.").len(), 1);
    assert!(standard("[AFP] Un texte.")[0].starts_with("sha256-"));
    assert!(standard("").is_empty());
    assert!(standard(" \n ").is_empty());
    // Twice named, once read.
    assert_eq!(received(vec![Input::Standard, Input::Standard], Cursor::new("{\"id\": \"x\", \"text\": \"a\"}")), ["x"]);
}

#[test]
fn a_bad_line_is_refused_with_its_number_and_the_rest_goes_on() {
    let folder = Folder::new();
    let mut lines = b"{\"id\": \"a\", \"text\": \"Un.\"}\nnot json\n{\"id\": \"b\"}\n\n{\"text\": \"S\xe9oul\"}\n".to_vec();
    lines.extend(format!("{{\"text\": \"{}\"}}\n", "x".repeat(1000)).bytes());
    lines.extend(b"{\"id\": \"c\", \"text\": \"Trois.\"}");
    folder.write("news.jsonl", lines);
    let all = of_folder(&folder);
    assert_eq!((all[0].as_str(), all[5].as_str(), all.len()), ("a", "c", 6));
    assert!(all[1].starts_with("!news.jsonl:2: it is not JSON: column 2"), "{all:?}");
    assert_eq!(all[2], "!news.jsonl:3: the object has no “text”");
    assert_eq!(all[3], "!news.jsonl:5: it is not UTF-8: byte 11 is 0xE9");
    assert_eq!(all[4], "!news.jsonl:6: it is longer than the limit of 1000 bytes");
}

#[test]
fn metadata_and_offsets_come_from_the_text_as_received() {
    let folder = Folder::new();
    let path = folder.write("a.jsonl", "{\"id\": \"a\", \"url\": \"http://x/\", \"published\": \"2022-10\", \"title\": \"T\", \"text\": \"\\u00e0 S\\u00e9oul\\r\\n\", \"section\": \"Monde\"}");
    let mut all = Documents::new(vec![Input::Path(path)], Limits::default(), Cursor::new(""));
    let Some(Received::Document { document, place }) = all.next() else { panic!("a document") };
    assert_eq!(document.text, "à Séoul\r\n");
    assert_eq!(document.published.map(|period| period.to_string()).as_deref(), Some("2022-10"));
    assert_eq!(document.metadata["section"], "Monde");
    assert_eq!(place.line, Some(1));
    assert!(all.next().is_none());
}

#[test]
fn a_date_that_is_none_is_noted_before_its_document() {
    let lines = "{\"id\": \"a\", \"published\": \"hier\", \"text\": \"Un.\"}";
    let all: Vec<_> = Documents::new(vec![Input::Standard], Limits::default(), Cursor::new(lines)).collect();
    assert!(
        matches!(&all[..], [Received::Noted(Notice::PublishedNotUnderstood { value, .. }), Received::Document { .. }] if value == "hier")
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    let folder = Folder::new();
    folder.write("sub/a.txt", "Un.");
    std::os::unix::fs::symlink(folder.path(), folder.join("sub/back")).unwrap();
    std::os::unix::fs::symlink(folder.join("sub/a.txt"), folder.join("link.txt")).unwrap();
    std::os::unix::fs::symlink(folder.join("nowhere"), folder.join("sub/gone.txt")).unwrap();
    let all = of_folder(&folder);
    assert_eq!(all[..3], ["link.txt", "a.txt", "?sub/back: passed over: it leads back to a folder that holds it"]);
    assert!(all[3].starts_with("!sub/gone.txt: cannot be read: No such file"), "{all:?}");
}

#[test]
fn an_input_that_cannot_be_opened_is_told_from_one_inside_a_folder() {
    let mut all = Documents::new(vec![Input::Path(PathBuf::from("/nowhere/at/all.txt"))], Limits::default(), Cursor::new(""));
    assert!(matches!(all.next(), Some(Received::Refused(Refused { reason: Reason::Unopenable(_), .. }))));
}

proptest! {
    /// Whatever the bytes, something comes out for each line and nothing panics.
    #[test]
    fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..400), json in any::<bool>()) {
        let start: &[u8] = if json { b"{\n" } else { b"" };
        let all = received(vec![Input::Standard], Cursor::new([start, &bytes].concat()));
        prop_assert!(all.len() <= bytes.len() + 2);
    }

    /// A text is received as it is, or refused.
    #[test]
    fn a_text_is_received_as_it_is(text in "\\PC{1,200}") {
        let line = serde_json::json!({ "text": text }).to_string();
        let received: Vec<_> = Documents::new(vec![Input::Standard], Limits::default(), Cursor::new(line)).collect();
        match &received[..] {
            [Received::Document { document, .. }] => prop_assert_eq!(&document.text, &text),
            [Received::Refused(Refused { reason: Reason::Empty, .. })] => prop_assert!(text.trim().is_empty()),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
