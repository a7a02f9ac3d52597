//! Properties of the engine over schedules that chance draws: rewinding gives back what the server
//! confirmed, replaying is the same each time, scopes that come and go leave exactly what is held, and
//! no bytes make a reader panic.

use proptest::prelude::*;

use super::world::{Phone, World, id};
use crate::sync::outbox;
use crate::sync::predict;
use crate::sync::protocol::{
    Answer, Chunk, Cursor, Frame, Head, Outcome, QueuedCall, Reply, Request, Upload, Verdict, decode, encode,
};
use crate::sync::toy::Command;
use crate::time::Timestamp;

const NOTES: u64 = 6;

/// A step of a schedule.
#[derive(Clone, Debug)]
enum Step {
    Send(usize, Command),
    Job(Command),
    Exchange(usize),
    /// The server decides, and the answer is lost.
    AnswerLost(usize),
    /// An earlier answer comes once more.
    AnswerAgain(usize),
}

fn room() -> impl Strategy<Value = u64> {
    1u64..3
}

fn command() -> impl Strategy<Value = Command> {
    let text = prop_oneof![
        4 => "[a-d]{1,3}",
        1 => Just("bad".to_owned()),
        1 => Just("late".to_owned()),
        1 => Just("unwelcome".to_owned())
    ];
    (0..6u8, 0..NOTES, room(), text).prop_map(|(kind, note, room, text)| {
        let (note, room) = (id(100 + note), id(room));
        match kind {
            0..=2 => Command::Write { note, room, text },
            3 | 4 => Command::Edit { note, text },
            _ => Command::Erase { note },
        }
    })
}

fn job() -> impl Strategy<Value = Command> {
    (0..6u8, room(), 1u64..3, 0..NOTES).prop_map(|(kind, room, user, note)| {
        let (room, user) = (id(room), id(user));
        match kind {
            0 | 1 => Command::Admit { room, user },
            2 => Command::Expel { room, user },
            3 => Command::Publish { room, public: true },
            4 => Command::Publish { room, public: false },
            _ => Command::Erase { note: id(100 + note) },
        }
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (0..2usize, command()).prop_map(|(phone, command)| Step::Send(phone, command)),
        2 => job().prop_map(Step::Job),
        2 => (0..2usize).prop_map(Step::Exchange),
        1 => (0..2usize).prop_map(Step::AnswerLost),
        1 => (0..2usize).prop_map(Step::AnswerAgain),
    ]
}

struct Play {
    world: World,
    phones: Vec<Phone>,
    answers: [Option<Vec<u8>>; 2],
}

impl Play {
    fn new() -> Self {
        let mut world = World::new();
        world.server.strict = false;
        world.job(Command::OpenRoom { room: id(2) });
        world.job(Command::Admit { room: id(2), user: id(1) });
        let phones = vec![world.phone("ann", 1), world.phone("ben", 2)];
        for phone in &phones {
            world.sync(phone);
        }
        Self { world, phones, answers: [None, None] }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Send(phone, command) => {
                self.phones[*phone].send(&mut self.world, command);
            }
            Step::Job(command) => self.world.job(command.clone()),
            Step::Exchange(phone) => {
                let answer = self.ask(*phone);
                let fresh = self.world.fresh();
                self.phones[*phone].apply(&answer, fresh);
            }
            Step::AnswerLost(phone) => {
                let answer = self.ask(*phone);
                self.answers[*phone] = Some(answer);
            }
            Step::AnswerAgain(phone) => {
                if let Some(answer) = self.answers[*phone].clone() {
                    let fresh = self.world.fresh();
                    self.phones[*phone].apply(&answer, fresh);
                }
            }
        }
    }

    fn ask(&mut self, phone: usize) -> Vec<u8> {
        self.world.now = self.world.now.plus(1_000);
        self.world.answer(self.phones[phone].user, &self.phones[phone].request())
    }

    fn converge(&mut self) {
        for _ in 0..2 {
            for phone in &self.phones {
                self.world.sync(phone);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn taking_predictions_back_and_making_them_again_changes_nothing(steps in prop::collection::vec(step(), 1..30)) {
        let mut play = Play::new();
        for step in &steps {
            play.step(step);
            for phone in &play.phones {
                let shown = phone.rows();
                phone.write(|sql| phone.device.resume(sql));
                prop_assert_eq!(phone.rows(), shown, "after {:?}", step);
            }
        }
    }

    #[test]
    fn rewinding_gives_back_what_the_server_confirmed(
        before in prop::collection::vec(step(), 0..12),
        sends in prop::collection::vec(command(), 1..12),
    ) {
        let mut play = Play::new();
        for step in &before {
            play.step(step);
        }
        play.converge();
        let confirmed: Vec<_> = play.phones.iter().map(Phone::rows).collect();
        for command in &sends {
            play.step(&Step::Send(0, command.clone()));
            play.step(&Step::Send(1, command.clone()));
        }
        for (phone, confirmed) in play.phones.iter().zip(confirmed) {
            phone.write(predict::rewind_all);
            prop_assert_eq!(phone.rows(), confirmed);
        }
    }

    #[test]
    fn scopes_that_come_and_go_leave_exactly_what_is_held(steps in prop::collection::vec(step(), 1..40)) {
        let mut play = Play::new();
        for step in &steps {
            play.step(step);
        }
        play.converge();
        for phone in &play.phones {
            play.world.assert_converged(phone);
            let undecided = phone.read(outbox::count_waiting);
            prop_assert_eq!(undecided, 0);
        }
    }

    #[test]
    fn every_message_comes_back_as_it_was(
        numbers in prop::collection::vec(any::<u64>(), 0..4),
        times in (any::<i64>(), any::<i64>()),
        text in ".{0,40}",
        tag in any::<u32>(),
        seq in any::<u64>(),
    ) {
        let call = |number: u64| QueuedCall {
            id: id(number),
            number,
            at: Timestamp(times.0),
            seen: Timestamp(times.1),
            depends_on: vec![id(seq)],
            command: text.clone(),
        };
        let mut uploads: Vec<Upload> = numbers.iter().map(|number| Upload::Call(call(*number))).collect();
        uploads.push(Upload::Discarded { number: seq, id: id(seq) });
        let cursors = vec![Cursor { scope: crate::scope::Scope::of("room", id(seq)), seq }];
        let request = Request { device: id(1), epoch: Some(id(2)), acknowledged: seq, uploads, cursors };
        let frame = Frame::Request { tag, request };
        prop_assert_eq!(decode::<Frame>(&encode(&frame)), Ok(frame));
    }

    #[test]
    fn every_answer_comes_back_as_it_was(
        numbers in prop::collection::vec(any::<u64>(), 0..4),
        at in any::<i64>(),
        text in ".{0,40}",
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        reset in any::<bool>(),
    ) {
        let scope = crate::scope::Scope::named(&text);
        let outcome = |number: u64| match number % 5 {
            0 => Outcome::Applied { position: number },
            1 => Outcome::Refused(text.clone()),
            2 => Outcome::Parked,
            3 => Outcome::Unknown,
            _ => Outcome::Discarded,
        };
        let verdict = |number: &u64| Verdict { number: *number, id: id(*number), outcome: outcome(*number) };
        let reply = Reply {
            epoch: id(1),
            server_time: Timestamp(at),
            vocabulary: 3,
            high_water: numbers.iter().copied().max().unwrap_or_default(),
            digest: [7; 16],
            safe: numbers.first().copied().unwrap_or_default(),
            verdicts: numbers.iter().map(verdict).collect(),
            heads: numbers.iter().map(|seq| Head { scope: scope.clone(), seq: *seq, reset }).collect(),
            chunks: vec![Chunk { scope: scope.clone(), from: 1, to: 2, data: bytes.into() }],
            more: !reset,
        };
        let answer = Answer::Reply(Box::new(reply.clone()));
        prop_assert_eq!(decode::<Answer>(&encode(&answer)), Ok(answer.clone()));
        for frame in [Frame::Answer { tag: 9, answer }, Frame::Push(Box::new(reply))] {
            prop_assert_eq!(decode::<Frame>(&encode(&frame)), Ok(frame));
        }
    }

    #[test]
    fn bytes_of_others_are_an_error_and_never_a_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        at in any::<usize>(),
        bit in 0u8..8,
    ) {
        let ours = [&crate::sync::protocol::MAGIC[..], &crate::sync::protocol::VERSION.to_be_bytes(), &bytes].concat();
        for bytes in [&bytes, &ours] {
            let _ = (decode::<Frame>(bytes), decode::<Request>(bytes), decode::<Answer>(bytes));
        }
        let mut sound = encode(&Frame::Answer { tag: 7, answer: Answer::Gap { high_water: 3 } });
        let place = at % sound.len();
        sound[place] ^= 1 << bit;
        let _ = decode::<Frame>(&sound);
    }
}
