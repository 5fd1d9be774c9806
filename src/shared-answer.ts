// One answer for many who ask the same.

/** One question for all who ask while it is being answered, and for a while after. */
export function shared<Result>(ask: () => Promise<Result>, forMs: number): () => Promise<Result> {
  let answer: Promise<Result> | undefined;
  let answeredAt: number | undefined;
  return () => {
    if (answer && (answeredAt === undefined || performance.now() - answeredAt < forMs)) return answer;
    answeredAt = undefined;
    const done = () => {
      answeredAt = performance.now();
    };
    answer = ask();
    answer.then(done, done);
    return answer;
  };
}
