const late = Symbol('late');

/**
 * What `work` gives, or what `instead` gives once `limitMs` are over. The work goes on; how it ends then is
 * the affair of `instead`, which must hear its failure.
 */
export async function withinTime<Result, Instead>(
  work: Promise<Result>,
  limitMs: number,
  instead: () => Instead,
): Promise<Result | Instead> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, limitMs, late);
  });
  try {
    const first = await Promise.race([work, over]);
    return first === late ? instead() : first;
  } finally {
    clearTimeout(timer);
  }
}
