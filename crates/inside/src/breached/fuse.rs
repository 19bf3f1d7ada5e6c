//! A binary fuse filter with 16 bits for each key (Graf and Lemire, "Binary Fuse Filters: Fast and Smaller Than Xor Filters",
//! ACM Journal of Experimental Algorithmics, 2022).
//!
//! Each key has three places in a table, and the xor of what stands there is its fingerprint. So a look-up reads three times two
//! bytes, wherever the table is. Made by us, because the crates for it keep the table in memory.

/// Where the places of a key are in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Found so that the table could be filled.
    pub(super) seed: u64,
    /// A power of two.
    pub(super) segment_length: u32,
    /// Segments that a first place can be in; two more follow.
    pub(super) segments: u32,
}

/// So many tables are attempted. Each succeeds nearly always.
const ATTEMPTS: u64 = 100;

impl Shape {
    /// For so many keys: sections 3.1 and 3.2 of the paper.
    fn of(keys: usize, seed: u64) -> Shape {
        let n = keys.max(2) as f64;
        let segment_length = 2_f64.powf((n.ln() / 3.33_f64.ln() + 2.25).floor()).clamp(4.0, 262_144.0);
        let factor = (0.875 + 0.25 * 1_000_000_f64.ln() / n.ln()).max(1.125);
        let segments = ((n * factor / segment_length).ceil() - 2.0).max(1.0);
        Shape { seed, segment_length: segment_length as u32, segments: segments as u32 }
    }

    /// Whether a table can have this shape.
    pub(super) fn is_possible(&self) -> bool {
        self.segment_length.is_power_of_two()
            && self.segment_length <= 1 << 18
            && (1..=1 << 24).contains(&self.segments)
    }

    /// How many places its table has.
    pub(super) fn places(&self) -> u64 {
        (u64::from(self.segments) + 2) * u64::from(self.segment_length)
    }

    /// The hash that decides everything about a key.
    fn hash(&self, key: u64) -> u64 {
        mix(key.wrapping_add(self.seed))
    }

    /// The three places and the fingerprint of a key.
    pub(super) fn look_up(&self, key: u64) -> ([u64; 3], u16) {
        let hash = self.hash(key);
        (self.places_of(hash), fingerprint(hash))
    }

    /// One in each of three neighbouring segments.
    fn places_of(&self, hash: u64) -> [u64; 3] {
        let (length, first) =
            (u64::from(self.segment_length), u64::from(self.segments) * u64::from(self.segment_length));
        let start = ((u128::from(hash) * u128::from(first)) >> 64) as u64;
        let within = length - 1;
        [start, (start + length) ^ (hash >> 18 & within), (start + 2 * length) ^ (hash & within)]
    }
}

fn fingerprint(hash: u64) -> u16 {
    (hash ^ hash >> 32) as u16
}

/// The last step of MurmurHash3: every bit of the result depends on every bit of the key, and no two keys have the same result.
fn mix(mut key: u64) -> u64 {
    key ^= key >> 33;
    key = key.wrapping_mul(0xff51_afd7_ed55_8ccd);
    key ^= key >> 33;
    key = key.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    key ^ key >> 33
}

/// The table of these keys, each of which is there once; none if no attempt succeeds. The same keys have the same table.
pub(super) fn fill(keys: &[u64]) -> Option<(Shape, Vec<u16>)> {
    (1..=ATTEMPTS).find_map(|attempt| {
        let shape = Shape::of(keys.len(), mix(attempt));
        fill_with(&shape, keys).map(|table| (shape, table))
    })
}

/// Peels: a place that only one key has is that key's to set, so the key is put aside, and its other places have one key less. Set
/// in the reverse order, no later key disturbs an earlier one.
fn fill_with(shape: &Shape, keys: &[u64]) -> Option<Vec<u16>> {
    let places = usize::try_from(shape.places()).ok()?;
    let (mut counts, mut hashes) = (vec![0_u8; places], vec![0_u64; places]);
    let all_of = |hash: u64| shape.places_of(hash).map(|place| place as usize);
    for key in keys {
        let hash = shape.hash(*key);
        for place in all_of(hash) {
            counts[place] = counts[place].checked_add(1)?;
            hashes[place] ^= hash;
        }
    }
    let mut alone: Vec<usize> = (0..places).filter(|place| counts[*place] == 1).collect();
    let mut order = Vec::with_capacity(keys.len());
    while let Some(place) = alone.pop() {
        if counts[place] != 1 {
            continue;
        }
        let hash = hashes[place];
        order.push((hash, place));
        for other in all_of(hash) {
            counts[other] -= 1;
            hashes[other] ^= hash;
            if counts[other] == 1 {
                alone.push(other);
            }
        }
    }
    if order.len() != keys.len() {
        return None;
    }
    let mut table = vec![0_u16; places];
    for (hash, own) in order.into_iter().rev() {
        let others = all_of(hash).into_iter().filter(|place| *place != own);
        table[own] = others.fold(fingerprint(hash), |rest, place| rest ^ table[place]);
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(shape: &Shape, table: &[u16], key: u64) -> bool {
        let (places, fingerprint) = shape.look_up(key);
        places.iter().fold(0, |sum, place| sum ^ table[*place as usize]) == fingerprint
    }

    #[test]
    fn every_key_is_found_in_tables_of_every_size() {
        for number in [0_u64, 1, 2, 3, 10, 1_000, 200_000] {
            let keys: Vec<u64> = (0..number).map(|i| mix(i + 7)).collect();
            let (shape, table) = fill(&keys).expect("a table");
            assert!(shape.is_possible() && shape.places() == table.len() as u64);
            assert!(keys.iter().all(|key| has(&shape, &table, *key)), "{number}");
        }
    }

    #[test]
    fn another_key_is_found_once_in_65_536_times() {
        let keys: Vec<u64> = (0..100_000).map(|i| mix(i + 7)).collect();
        let (shape, table) = fill(&keys).expect("a table");
        assert!(table.len() < 125_000, "{} places", table.len());
        // 2,097,152 others: 32 false alarms are to be expected, 64 would be far out.
        let alarms = (0..1 << 21).filter(|i| has(&shape, &table, mix(i + (1 << 40)))).count();
        assert!((8..64).contains(&alarms), "{alarms}");
    }
}
