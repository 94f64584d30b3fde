//! What claims say, as the rows that `document-*` queries answer, with the rules behind each.

use super::wording;
use crate::claim::{
    ActType, ActorCode, Claims, DateSaid, EvidenceId, Office, OfficeSaid, PersonMention, Qid, TreatyKind, TreatyReport, TreatyStatus,
    VisitKind, VisitStatus,
};
use std::collections::BTreeSet;
use std::fmt;

/// Ids of rules, none twice.
pub(super) type Rules = BTreeSet<String>;

/// A date as said, in EDTF, and the rules that read it.
#[derive(Debug, Clone, Default)]
pub(super) struct SaidDate {
    pub(super) edtf: String,
    pub(super) rules: Rules,
}

#[derive(Debug, Clone)]
pub(super) struct SaidState {
    pub(super) code: ActorCode,
    pub(super) rules: Rules,
}

#[derive(Debug, Clone)]
pub(super) struct SaidPerson {
    pub(super) label: String,
    pub(super) wikidata: Option<Qid>,
    pub(super) office: Option<Office>,
    pub(super) state: Option<ActorCode>,
    pub(super) rules: Rules,
}

#[derive(Debug, Clone)]
pub(super) struct SaidTreaty {
    pub(super) label: String,
    pub(super) kind: Option<TreatyKind>,
    pub(super) parties: Vec<ActorCode>,
    pub(super) signed: SaidDate,
    pub(super) status: Option<TreatyStatus>,
    pub(super) rules: Rules,
}

#[derive(Debug, Clone)]
pub(super) struct SaidAct {
    pub(super) label: String,
    pub(super) parties: Vec<ActorCode>,
    pub(super) act: ActType,
    pub(super) date: SaidDate,
    pub(super) place: String,
    pub(super) by: Vec<ActorCode>,
    pub(super) happened: bool,
    pub(super) rules: Rules,
}

#[derive(Debug, Clone)]
pub(super) struct SaidVisit {
    pub(super) visitor: String,
    pub(super) wikidata: Option<Qid>,
    pub(super) destination: ActorCode,
    pub(super) place: String,
    pub(super) start: SaidDate,
    pub(super) kind: Option<VisitKind>,
    pub(super) status: Option<VisitStatus>,
    pub(super) rules: Rules,
}

impl fmt::Display for SaidState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code.0)
    }
}

impl fmt::Display for SaidPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        wording::person(f, &self.label, self.office, self.state.as_ref(), self.wikidata.as_ref())
    }
}

impl fmt::Display for SaidTreaty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        wording::treaty(f, &self.label, &self.parties, Some(&self.signed.edtf), (self.kind, self.status))
    }
}

impl fmt::Display for SaidAct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        wording::act(f, self.act, (&self.label, &self.parties), [Some(&self.place), Some(&self.date.edtf)], &self.by, self.happened)
    }
}

impl fmt::Display for SaidVisit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = [Some(self.place.as_str()), Some(self.start.edtf.as_str())];
        wording::visit(f, &self.visitor, &self.destination, when, (self.kind, self.status))
    }
}

/// All rows of one document, each kind in the order of its query.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) states: Vec<SaidState>,
    pub(super) people: Vec<SaidPerson>,
    pub(super) treaties: Vec<SaidTreaty>,
    pub(super) acts: Vec<SaidAct>,
    pub(super) visits: Vec<SaidVisit>,
}

impl Said {
    pub(super) fn of(claims: &Claims) -> Self {
        Self { states: states(claims), people: people(claims), treaties: treaties(claims), acts: acts(claims), visits: visits(claims) }
    }
}

fn rules(claims: &Claims, evidence: &[EvidenceId]) -> Rules {
    evidence.iter().map(|id| claims.evidence(*id).rule.clone()).collect()
}

fn date(claims: &Claims, date: Option<&DateSaid>) -> SaidDate {
    date.map_or_else(SaidDate::default, |date| SaidDate { edtf: date.period.to_string(), rules: rules(claims, &date.evidence) })
}

fn states(claims: &Claims) -> Vec<SaidState> {
    let mut rows: Vec<SaidState> =
        claims.states.iter().map(|mention| SaidState { code: mention.state.clone(), rules: rules(claims, &mention.evidence) }).collect();
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    rows
}

fn people(claims: &Claims) -> Vec<SaidPerson> {
    let mut mentions: Vec<&PersonMention> = claims.people.iter().collect();
    mentions.sort_by_key(|person| (&person.label, &person.id));
    mentions
        .into_iter()
        .map(|person| {
            let office = person.offices.iter().min_by_key(|said| rank(claims, said));
            let served = person.offices.iter().filter_map(|said| said.state.as_ref()).min();
            SaidPerson {
                label: person.label.clone(),
                wikidata: person.wikidata.clone(),
                office: office.map(|said| said.office),
                state: person.state.as_ref().or(served).cloned(),
                rules: rules(claims, &person.evidence),
            }
        })
        .collect()
}

/// Of several offices the one first said: a leader and a minister after what says more, former and other last.
fn rank<'a>(claims: &Claims, said: &'a OfficeSaid) -> (u8, usize, &'a str) {
    let start = said.evidence.iter().map(|id| claims.evidence(*id).span.start()).min();
    let vague = match said.office {
        Office::Former | Office::Other => 2,
        Office::Leader | Office::Minister => 1,
        _ => 0,
    };
    (vague, start.unwrap_or(usize::MAX), said.office.as_str())
}

/// Treaties in the order of their rows.
fn ordered(claims: &Claims) -> Vec<&TreatyReport> {
    let mut reports: Vec<&TreatyReport> = claims.treaties.iter().collect();
    reports.sort_by_key(|treaty| (&treaty.label, &treaty.id));
    reports
}

fn treaties(claims: &Claims) -> Vec<SaidTreaty> {
    ordered(claims)
        .into_iter()
        .map(|treaty| SaidTreaty {
            label: treaty.label.clone(),
            kind: treaty.kind,
            parties: treaty.parties.clone(),
            signed: date(claims, signed(treaty)),
            status: treaty.status,
            rules: rules(claims, &treaty.evidence),
        })
        .collect()
}

/// When it was signed; else when it is to be signed; else when it was adopted.
fn signed(treaty: &TreatyReport) -> Option<&DateSaid> {
    let ranked = treaty.acts.iter().filter_map(|act| {
        let rank = match (act.act, act.happened) {
            (ActType::Signed, true) => 0,
            (ActType::Signed, false) => 1,
            (ActType::Adopted, true) => 2,
            _ => return None,
        };
        let date = act.date.as_ref()?;
        let day = date.period.bounds().map(|(first, _)| first);
        Some(((rank, day.is_none(), day, date.period.to_string()), date))
    });
    ranked.min_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, date)| date)
}

fn acts(claims: &Claims) -> Vec<SaidAct> {
    let mut rows = Vec::new();
    for treaty in ordered(claims) {
        let mut acts: Vec<_> = treaty.acts.iter().collect();
        acts.sort_by_key(|act| {
            (act.date.as_ref().and_then(|date| date.period.bounds()).map(|(first, _)| first), act.act.as_str(), act.id.clone())
        });
        rows.extend(acts.into_iter().map(|act| SaidAct {
            label: treaty.label.clone(),
            parties: treaty.parties.clone(),
            act: act.act,
            date: date(claims, act.date.as_ref()),
            place: act.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
            by: act.by.clone(),
            happened: act.happened,
            rules: rules(claims, &act.evidence),
        }));
    }
    rows
}

fn visits(claims: &Claims) -> Vec<SaidVisit> {
    let mut rows: Vec<_> = claims
        .visits
        .iter()
        .filter_map(|visit| {
            let visitor = claims.person(&visit.visitor)?;
            let day = visit.start.as_ref().and_then(|start| start.period.bounds()).map(|(first, _)| first);
            let row = SaidVisit {
                visitor: visitor.label.clone(),
                wikidata: visitor.wikidata.clone(),
                destination: visit.destination.clone(),
                place: visit.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
                start: date(claims, visit.start.as_ref()),
                kind: visit.kind,
                status: visit.status,
                rules: rules(claims, &visit.evidence),
            };
            Some(((row.visitor.clone(), row.destination.clone(), day, visit.id.clone()), row))
        })
        .collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    rows.into_iter().map(|(_, row)| row).collect()
}
