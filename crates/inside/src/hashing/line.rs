//! Who may use the hasher, as plain data: a bounded number of places, shared fairly by client network.
//!
//! A verb holds a place from when it is let in until it has answered. Only so many places are *served* at once; the others
//! wait for their turn, and networks take turns. While one network is alone it may hold every place, but it can't keep
//! another one out: where all places are taken, the network that holds the most loses its newest waiting one to a network
//! that holds fewer. Served ones are never interrupted; where the greediest network has nothing else, the newcomer is let in
//! beyond the number of places, which may so be exceeded twofold at most.

use std::collections::HashMap;

use super::turns::Turns;

/// The places.
pub(super) struct Line<T> {
    places: usize,
    served_at_once: usize,
    waiting: Turns<T>,
    /// How many of each network are served. A network without any is absent.
    served: HashMap<String, usize>,
}

/// What becomes of an entry that asks for a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entered<T> {
    /// It is served at once.
    Served(T),
    /// It waits for its turn, perhaps at the cost of another one that gave its place up for it.
    Waits {
        /// The one that lost its place.
        displaced: Option<T>,
    },
    /// There is no place for it.
    Refused(T),
}

impl<T> Line<T> {
    pub(super) fn new(places: usize, served_at_once: usize) -> Line<T> {
        Line { places, served_at_once, waiting: Turns::new(), served: HashMap::new() }
    }

    /// Asks for a place. What `is_gone` gave up waiting, and keeps nobody out.
    pub(super) fn enter(&mut self, network: &str, entry: T, is_gone: impl Fn(&T) -> bool) -> Entered<T> {
        let mut displaced = None;
        if self.held() >= self.places {
            self.waiting.forget(is_gone);
        }
        if self.held() >= self.places {
            let own = self.held_by(network);
            // Only where both are better off: otherwise two networks would displace each other without end.
            if own + 1 >= self.most_held() {
                return Entered::Refused(entry);
            }
            displaced = self.take_from_the_greediest(own);
            if displaced.is_none() && self.held() >= 2 * self.places {
                return Entered::Refused(entry);
            }
        }
        if self.served_now() < self.served_at_once {
            self.serve(network);
            return Entered::Served(entry);
        }
        self.waiting.add(network, entry);
        Entered::Waits { displaced }
    }

    /// One that was served is done. Returns whose turn it is now, with its network; what `is_gone` gave up waiting and only
    /// leaves its place.
    pub(super) fn leave(&mut self, network: &str, is_gone: impl Fn(&T) -> bool) -> Option<(String, T)> {
        if let Some(served) = self.served.get_mut(network) {
            *served -= 1;
            if *served == 0 {
                self.served.remove(network);
            }
        }
        while self.served_now() < self.served_at_once {
            let (network, entry) = self.waiting.take_next()?;
            if !is_gone(&entry) {
                self.serve(&network);
                return Some((network, entry));
            }
        }
        None
    }

    fn serve(&mut self, network: &str) {
        *self.served.entry(network.to_owned()).or_default() += 1;
    }

    /// How many are served.
    pub(super) fn served_now(&self) -> usize {
        self.served.values().sum()
    }

    fn held(&self) -> usize {
        self.waiting.len() + self.served_now()
    }

    fn held_by(&self, network: &str) -> usize {
        self.waiting.len_of(network) + self.served.get(network).copied().unwrap_or(0)
    }

    fn most_held(&self) -> usize {
        self.waiting
            .keys()
            .chain(self.served.keys().map(String::as_str))
            .map(|key| self.held_by(key))
            .max()
            .unwrap_or(0)
    }

    /// The newest waiting entry of the network that holds the most, if that is more than one beyond `own`.
    fn take_from_the_greediest(&mut self, own: usize) -> Option<T> {
        let greediest = self.waiting.keys().max_by_key(|key| self.held_by(key))?.to_owned();
        if self.held_by(&greediest) <= own + 1 {
            return None;
        }
        self.waiting.take_newest_of(&greediest)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entered, Line};

    const WAITS: Entered<&str> = Entered::Waits { displaced: None };

    fn enter(line: &mut Line<&'static str>, network: &str, entry: &'static str) -> Entered<&'static str> {
        line.enter(network, entry, |_| false)
    }

    /// A line that serves one at a time, with one that is served.
    fn line(places: usize) -> Line<&'static str> {
        let mut line = Line::new(places + 1, 1);
        assert_eq!(enter(&mut line, "x", "x1"), Entered::Served("x1"));
        line
    }

    /// Serves what waits, one after the other.
    fn drain(line: &mut Line<&'static str>) -> Vec<&'static str> {
        let mut served = Vec::new();
        let mut last = "x".to_owned();
        while let Some((network, entry)) = line.leave(&last, |_| false) {
            served.push(entry);
            last = network;
        }
        served
    }

    #[test]
    fn each_network_takes_its_turn_however_many_entries_another_one_has() {
        let mut line = line(8);
        for entry in ["a1", "a2", "a3", "a4"] {
            assert_eq!(enter(&mut line, "a", entry), WAITS);
        }
        assert_eq!(enter(&mut line, "b", "b1"), WAITS);
        assert_eq!(enter(&mut line, "c", "c1"), WAITS);
        assert_eq!(enter(&mut line, "b", "b2"), WAITS);
        assert_eq!(drain(&mut line), ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]);
    }

    #[test]
    fn a_full_line_makes_room_at_the_cost_of_the_network_with_the_most_places() {
        let mut line = line(4);
        for entry in ["a1", "a2", "a3", "a4"] {
            assert_eq!(enter(&mut line, "a", entry), WAITS, "a network that is alone may use every place");
        }
        assert_eq!(enter(&mut line, "a", "a5"), Entered::Refused("a5"));
        let gives_way = |entry| Entered::Waits { displaced: Some(entry) };
        assert_eq!(enter(&mut line, "b", "b1"), gives_way("a4"), "the newest entry of the greediest network goes");
        assert_eq!(enter(&mut line, "b", "b2"), gives_way("a3"));
        assert_eq!(enter(&mut line, "b", "b3"), Entered::Refused("b3"), "half each is as fair as it gets");
        assert_eq!(enter(&mut line, "a", "a6"), Entered::Refused("a6"));
        assert!(matches!(enter(&mut line, "c", "c1"), Entered::Waits { displaced: Some("a2" | "b2") }));
        assert_eq!(drain(&mut line).len(), 4);
    }

    #[test]
    fn a_network_of_its_own_for_each_entry_gains_one_place_at_most() {
        let mut line = line(2);
        assert_eq!(enter(&mut line, "a", "a1"), WAITS);
        assert_eq!(enter(&mut line, "b", "b1"), WAITS);
        assert_eq!(
            enter(&mut line, "c", "c1"),
            Entered::Refused("c1"),
            "everybody holds one place: the last to come is refused"
        );
    }

    #[test]
    fn a_network_that_is_served_in_every_place_keeps_no_other_out_and_others_are_bounded_as_well() {
        let mut line = Line::new(3, 12);
        for entry in ["a1", "a2", "a3"] {
            assert_eq!(enter(&mut line, "a", entry), Entered::Served(entry));
        }
        assert_eq!(enter(&mut line, "a", "a4"), Entered::Refused("a4"));
        for (network, entry) in [("b", "b1"), ("c", "c1"), ("d", "d1")] {
            assert_eq!(enter(&mut line, network, entry), Entered::Served(entry));
        }
        assert_eq!(enter(&mut line, "e", "e1"), Entered::Refused("e1"), "twice the places are the end");
    }

    #[test]
    fn one_that_gave_up_waiting_is_passed_over() {
        let mut line = line(3);
        for (network, entry) in [("a", "a1"), ("a", "a2"), ("b", "b1")] {
            assert_eq!(enter(&mut line, network, entry), WAITS);
        }
        assert_eq!(line.leave("x", |entry| *entry != "a2"), Some(("a".to_owned(), "a2")));
        assert_eq!(line.leave("a", |_| false), None);
    }

    #[test]
    fn one_that_gave_up_waiting_keeps_nobody_out() {
        let mut line = line(3);
        for (network, entry) in [("a", "a1"), ("b", "b1"), ("c", "c1")] {
            assert_eq!(enter(&mut line, network, entry), WAITS);
        }
        assert_eq!(enter(&mut line, "d", "d1"), Entered::Refused("d1"));
        assert_eq!(line.enter("d", "d1", |entry| *entry == "b1"), WAITS);
        assert_eq!(drain(&mut line), ["a1", "c1", "d1"]);
    }
}
