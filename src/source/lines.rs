//! Lines of a stream, each held only up to a limit: a line of 50 MB costs the limit and is counted, not kept.

use std::io::{self, BufRead};

/// What was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// The line is in the buffer, without its line feed.
    Line,
    /// There was a line, longer than the limit; it has been passed by.
    TooLong,
    End,
}

/// Puts the next line into `line`, whose old content goes.
pub(super) fn next_line(reader: &mut impl BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<Met> {
    line.clear();
    let mut met = Met::End;
    loop {
        let piece = match reader.fill_buf() {
            Ok(piece) => piece,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if piece.is_empty() {
            return Ok(met);
        }
        let end = piece.iter().position(|byte| *byte == b'\n');
        let part = &piece[..end.unwrap_or(piece.len())];
        if met != Met::TooLong {
            met = Met::Line;
            if line.len() + part.len() > limit {
                met = Met::TooLong;
                line.clear();
            } else {
                line.extend_from_slice(part);
            }
        }
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            return Ok(met);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn long_lines_are_passed_by_whatever_the_size_of_the_pieces() {
        let text = b"one\n\n12345678901\n1234567890\nlast";
        for capacity in 1..40 {
            let mut reader = BufReader::with_capacity(capacity, text.as_slice());
            let mut line = Vec::new();
            let mut seen = Vec::new();
            loop {
                let met = next_line(&mut reader, 10, &mut line).unwrap();
                if met == Met::End {
                    break;
                }
                seen.push((met, String::from_utf8(line.clone()).unwrap()));
            }
            let expected = [(Met::Line, "one"), (Met::Line, ""), (Met::TooLong, ""), (Met::Line, "1234567890"), (Met::Line, "last")];
            assert!(seen.iter().map(|(met, text)| (*met, text.as_str())).eq(expected), "{seen:?}");
        }
    }
}
