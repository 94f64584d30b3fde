//! First stratum: states and organisations. Their codes are settled by read; merge only gathers who names them.
//!
//! Block key: the code. A former state and its successor have different codes and are never joined.

use super::background::Background;
use super::corpus::{Corpus, Sayings, support};
use super::knowledge::{Actor, Witness};
use super::reason::JoinReason;
use crate::claim::{ActorCode, LocalId};
use std::collections::BTreeMap;

#[derive(Default)]
struct Gathered {
    mentions: Vec<Witness>,
    /// Reports in which it has a role: its witnesses where no document names it.
    roles: Vec<Witness>,
}

/// States, then organisations, each in order of code.
pub(super) fn merge_actors(corpus: &Corpus<'_>, background: &dyn Background) -> (Vec<Actor>, Vec<Actor>) {
    let mut gathered: BTreeMap<&ActorCode, Gathered> = BTreeMap::new();
    let mut forms: BTreeMap<&ActorCode, Sayings<String>> = BTreeMap::new();
    for (document, claims) in corpus.all() {
        for mention in &claims.states {
            gathered.entry(&mention.state).or_default().mentions.push(corpus.witness(document, &mention.id, &[JoinReason::SameCode]));
            let forms = forms.entry(&mention.state).or_insert_with(Sayings::new);
            for form in &mention.forms {
                forms.add(form.clone(), corpus.reference(document, &mention.id, &[], &mention.evidence));
            }
        }
        let mut role = |code, report: &LocalId| {
            gathered.entry(code).or_default().roles.push(corpus.witness(document, report, &[JoinReason::SameCode]));
        };
        for person in &claims.people {
            person
                .state
                .iter()
                .chain(person.offices.iter().filter_map(|office| office.state.as_ref()))
                .for_each(|code| role(code, &person.id));
        }
        for treaty in &claims.treaties {
            treaty.parties.iter().chain(treaty.acts.iter().flat_map(|act| &act.by)).for_each(|code| role(code, &treaty.id));
        }
        for visit in &claims.visits {
            role(&visit.destination, &visit.id);
        }
    }
    let (mut states, mut organisations) = (Vec::new(), Vec::new());
    for (code, found) in gathered {
        let (witnesses, support) = support(corpus, if found.mentions.is_empty() { found.roles } else { found.mentions });
        let forms = forms.remove(code).map(Sayings::by_support).unwrap_or_default();
        let actor = Actor { code: code.clone(), forms, witnesses, support };
        if background.is_organisation(code) {
            organisations.push(actor);
        } else {
            states.push(actor);
        }
    }
    (states, organisations)
}
