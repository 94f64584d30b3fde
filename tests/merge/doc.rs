//! Claims made by hand, as short as they can be written, and a small gazetteer.

use depeche::claim::{
    ActReport, ActType, ActorCode, CLAIMS_VERSION, Claims, DateSaid, Evidence, EvidenceId, LocalId, Office, OfficeSaid, PersonMention, Qid,
    Reading, Source, StateMention, TreatyKind, TreatyReport, TreatyStatus, VisitReport, VisitStatus,
};
use depeche::document::DocumentId;
use depeche::merge::{Background, PersonFacts, TreatyFacts};
use depeche::period::Period;
use depeche::text::Span;
use std::collections::BTreeMap;

/// Claims of one document while they are made.
#[derive(Debug, Clone)]
pub(crate) struct Doc(pub(crate) Claims);

impl Doc {
    pub(crate) fn new(id: &str, published: &str) -> Self {
        let document = Source {
            id: DocumentId::new(id).unwrap(),
            url: None,
            published: date(published),
            title: None,
            language: "fr".into(),
            sha256: id.into(),
            sketch: None,
            bytes: 0,
            metadata: BTreeMap::new(),
        };
        let reading = Reading { program: String::new(), lexicon: String::new(), gazetteer: String::new() };
        Self(Claims {
            version: CLAIMS_VERSION,
            document,
            reading,
            evidence: vec![],
            states: vec![],
            people: vec![],
            treaties: vec![],
            visits: vec![],
            abstentions: vec![],
        })
    }

    /// A new piece of evidence, and the id of a report that rests on it.
    pub(crate) fn words(&mut self, kind: &str) -> (LocalId, EvidenceId) {
        let n = self.0.evidence.len();
        let span = Span::new(10 * n, 10 * n + 5);
        self.0.evidence.push(Evidence { span, characters: span, rule: "test".into(), said_by: None, quote: "mots.".into() });
        (LocalId(smol_str::format_smolstr!("{kind}-{}-{}", 10 * n, 10 * n + 5)), EvidenceId(u32::try_from(n).unwrap()))
    }

    pub(crate) fn state(&mut self, code: &str, form: &str) {
        let (id, evidence) = self.words("state");
        self.0.states.push(StateMention { id, state: ActorCode(code.into()), forms: vec![form.into()], evidence: vec![evidence] });
    }

    pub(crate) fn person(&mut self, label: &str, item: &str, state: &str, office: Option<Office>) -> LocalId {
        let (id, evidence) = self.words("person");
        let state = (!state.is_empty()).then(|| ActorCode(state.into()));
        let offices =
            office.map(|office| OfficeSaid { office, title: office.as_str().into(), state: state.clone(), evidence: vec![evidence] });
        self.0.people.push(PersonMention {
            id: id.clone(),
            label: label.into(),
            forms: vec![label.into()],
            wikidata: (!item.is_empty()).then(|| Qid::try_from(item.to_owned()).unwrap()),
            candidates: vec![],
            offices: offices.into_iter().collect(),
            state,
            evidence: vec![evidence],
            state_evidence: vec![],
        });
        id
    }

    pub(crate) fn putin(&mut self) -> LocalId {
        self.person("Vladimir Poutine", "Q7747", "RUS", Some(Office::President))
    }

    pub(crate) fn kim(&mut self) -> LocalId {
        self.person("Kim Jong-un", "Q56226", "PRK", Some(Office::Leader))
    }

    pub(crate) fn visit(&mut self, visitor: &LocalId, destination: &str, start: &str) -> &mut VisitReport {
        let (id, evidence) = self.words("visit");
        self.0.visits.push(VisitReport {
            id,
            visitor: visitor.clone(),
            destination: ActorCode(destination.into()),
            destination_evidence: vec![evidence],
            place: None,
            start: said(start, evidence),
            end: None,
            kind: None,
            status: Some(VisitStatus::Completed),
            hosts: vec![],
            clues: vec![],
            evidence: vec![evidence],
        });
        self.0.visits.last_mut().unwrap()
    }

    pub(crate) fn treaty(&mut self, label: &str, kind: Option<TreatyKind>, parties: &[&str]) -> &mut TreatyReport {
        let (id, evidence) = self.words("treaty");
        self.0.treaties.push(TreatyReport {
            id,
            label: label.into(),
            labels: vec![label.into()],
            kind,
            parties: parties.iter().map(|code| ActorCode((*code).into())).collect(),
            parties_complete: true,
            batch: false,
            wikidata: None,
            status: Some(TreatyStatus::Signed),
            acts: vec![],
            provisions: vec![],
            replaces: vec![],
            replaces_evidence: vec![],
            party_evidence: vec![],
            evidence: vec![evidence],
        });
        self.0.treaties.last_mut().unwrap()
    }
}

pub(crate) trait Acts {
    fn act(&mut self, act: ActType, on: &str, happened: bool) -> &mut ActReport;
    fn signed(&mut self, on: &str) -> &mut ActReport {
        self.act(ActType::Signed, on, true)
    }
}

impl Acts for TreatyReport {
    fn act(&mut self, act: ActType, on: &str, happened: bool) -> &mut ActReport {
        let id = LocalId(smol_str::format_smolstr!("act-{}-{}", self.id.0, self.acts.len()));
        let evidence = self.evidence.clone();
        self.acts.push(ActReport { id, act, date: said(on, evidence[0]), place: None, by: vec![], persons: vec![], happened, evidence });
        self.acts.last_mut().unwrap()
    }
}

pub(crate) fn date(s: &str) -> Option<Period> {
    (!s.is_empty()).then(|| s.parse().unwrap())
}

pub(crate) fn said(s: &str, evidence: EvidenceId) -> Option<DateSaid> {
    date(s).map(|period| DateSaid { period, words: s.into(), evidence: vec![evidence] })
}

/// A gazetteer for these tests.
pub(crate) struct Facts;

impl Background for Facts {
    fn is_organisation(&self, code: &ActorCode) -> bool {
        code.0 == "EU"
    }

    fn is_succession(&self, one: &ActorCode, other: &ActorCode) -> bool {
        matches!((one.0.as_str(), other.0.as_str()), ("SUN", "RUS") | ("RUS", "SUN"))
    }

    fn person(&self, item: &Qid) -> Option<PersonFacts> {
        (item.as_str() == "Q7747").then(|| PersonFacts {
            label: "Vladimir Poutine".into(),
            names: vec!["Vladimir Putin".into()],
            states: vec![],
        })
    }

    fn treaty(&self, item: &Qid) -> Option<TreatyFacts> {
        (item.as_str() == "Q1").then(|| TreatyFacts { label: "traité de l'Élysée".into(), signed: date("1963-01-22") })
    }

    fn is_filler(&self, word: &str) -> bool {
        ["accord", "traite", "pacte", "entre", "nouveau", "document", "declaration", "commune"].contains(&word)
    }
}
