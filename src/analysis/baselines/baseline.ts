/**
 * @file Baseline: a simple model that learns in seconds, to hold a network against. What it learns from are standardised numbers, and
 * what it tells is the index of a class or a number.
 */

/** What there is to learn from. */
export interface Lesson {
  /** [rows, width], each place of mean 0 and deviation 1 over these rows. */
  readonly x: Float32Array
  readonly rows: number
  readonly width: number
  /** The class of each row, or its number. */
  readonly y: Float64Array
  /** How many classes there are; 0 where numbers are told. */
  readonly classes: number
  readonly seed: number
}

/** Tells a class or a number for each of these rows: [rows, width] in, [rows] out. Yields for breath. */
export type Predict = (x: Float32Array, rows: number) => Generator<void, Float64Array>

export interface BaselineDef {
  readonly id: 'constant' | 'linear' | 'neighbours' | 'forest'
  /** As it stands in a table. */
  title(lesson: Pick<Lesson, 'classes'>): string
  /** Learns; yields for breath. */
  fit(lesson: Lesson): Generator<void, Predict>
}
