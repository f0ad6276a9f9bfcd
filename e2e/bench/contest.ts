/** @file Contest: what the benchmark asks of every engine: the same weights, batches and steps, and then its losses and its time. */

import type { OpTime, StepCounters } from '../../src/training/train-step'

/** Numbers of one weight and their shape, as Keras lays them out. */
export interface Weight {
  readonly shape: readonly number[]
  readonly values: Float32Array<ArrayBuffer>
}

/** What is trained. The data are one epoch, over and over, in the order they stand in: batch i begins at i * batch, modulo the rows. */
export interface Task {
  readonly name: string
  readonly title: string
  readonly batch: number
  readonly rows: number
  readonly optimizer: 'adam' | 'sgd'
  readonly learningRate: number
  /** Floating-point operations of one step, forward and back. */
  readonly flops: number
  /** Flat [rows, ...]. */
  readonly x: Float32Array<ArrayBuffer>
  readonly inputShape: readonly number[]
  /** A class a row (a class a token for texts), or a number a row. */
  readonly y: Float32Array<ArrayBuffer>
  readonly classes: number
  readonly weights: Readonly<Record<string, Weight>>
}

/** An engine with a task opened on it, its weights at the start. */
export interface Contestant {
  /** The next `steps` steps, each one's loss. */
  losses(steps: number): Promise<readonly number[]>
  /** The next `steps` steps; resolves when the last one's numbers are there. */
  train(steps: number): Promise<void>
  /** Ours alone: what the steps so far took, and where the time of one goes. A profile uses the contestant up. */
  counters?(): StepCounters
  /** So many steps handed over at once, and not read: milliseconds of script, and of all until they were done. */
  replay?(steps: number): Promise<{ readonly script: number; readonly wall: number }>
  profile?(): Promise<readonly OpTime[]>
}

export interface Peer {
  readonly name: string
  readonly title: string
  readonly tier: 'cpu' | 'webgpu'
  /** Peers whose optimizer is another: their losses are not held against the reference. */
  readonly ownOptimizer?: true
  /** The tasks it can train, and how. */
  readonly tasks: Readonly<Record<string, (task: Task) => Promise<Contestant>>>
}

/** The constants of Adam, the same for all. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const

/** Where the batch of a step begins. */
export function firstOf({ batch, rows }: Pick<Task, 'batch' | 'rows'>, step: number): number {
  return (step * batch) % (rows - batch + 1)
}
