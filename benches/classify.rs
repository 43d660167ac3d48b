//! What judging costs once everything is seen: an observation in, a whole report out.

use std::hint::black_box;

use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;

use otls::observation::Observation;
use otls::report;

fn judge(criterion: &mut Criterion) {
    for (name, text) in [
        ("healthy", include_str!("../fixtures/observations/ok.json")),
        ("multiple faults", include_str!("../fixtures/observations/multiple.json")),
    ] {
        let observation: Observation = serde_json::from_str(text).expect("fixtures are observations");
        let options = report::Options::default();
        criterion.bench_function(&format!("report::build, {name}"), |bencher| {
            bencher.iter_batched(
                || observation.clone(),
                |observation| report::build(black_box(observation), &options),
                criterion::BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, judge);
criterion_main!(benches);
