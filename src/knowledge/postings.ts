// Where each term stands, as a few long arrays: a small one for each term would cost memory and pauses.

export interface Postings {
  /** Those of term `n` lie from `starts[n]` up to `starts[n + 1]`. */
  readonly starts: Int32Array;
  readonly at: Int32Array;
  readonly weight: Float32Array;
}

export function noPostings(terms: number): Postings {
  return { starts: new Int32Array(terms + 1), at: new Int32Array(0), weight: new Float32Array(0) };
}

interface Chunk {
  readonly term: Int32Array;
  readonly at: Int32Array;
  readonly weight: Float32Array;
}

const chunkSize = 65_536;

export class PostingsDraft {
  readonly #chunks: Chunk[] = [];
  #used = chunkSize;

  add(term: number, at: number, weight: number): void {
    if (this.#used === chunkSize) {
      const array = () => new Int32Array(chunkSize);
      this.#chunks.push({ term: array(), at: array(), weight: new Float32Array(chunkSize) });
      this.#used = 0;
    }
    const chunk = this.#chunks[this.#chunks.length - 1];
    if (chunk === undefined) return;
    chunk.term[this.#used] = term;
    chunk.at[this.#used] = at;
    chunk.weight[this.#used] = weight;
    this.#used++;
  }

  /** Sorts them by term; `terms` is how many there are. Pauses now and then. */
  *finish(terms: number): Generator<void, Postings> {
    const starts = new Int32Array(terms + 1);
    for (const { chunk, length } of this.#parts()) {
      for (let i = 0; i < length; i++) {
        const next = (chunk.term[i] ?? 0) + 1;
        starts[next] = (starts[next] ?? 0) + 1;
      }
      yield;
    }
    for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
    yield;
    const total = starts[terms] ?? 0;
    const postings = { starts, at: new Int32Array(total), weight: new Float32Array(total) };
    const places = starts.slice();
    for (const { chunk, length } of this.#parts()) {
      for (let i = 0; i < length; i++) {
        const term = chunk.term[i] ?? 0;
        const place = places[term] ?? 0;
        postings.at[place] = chunk.at[i] ?? 0;
        postings.weight[place] = chunk.weight[i] ?? 0;
        places[term] = place + 1;
      }
      yield;
    }
    this.#chunks.length = 0;
    return postings;
  }

  *#parts(): Generator<{ chunk: Chunk; length: number }> {
    for (const [i, chunk] of this.#chunks.entries())
      yield { chunk, length: i === this.#chunks.length - 1 ? this.#used : chunkSize };
  }
}
