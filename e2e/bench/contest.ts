/** @file Interfaces of the benchmark: tasks, engines that train them, and what is measured. */

import type { OpTime, StepCounters } from '../../src/training/train-step'

/** One weight tensor in Keras layout. */
export interface Weight {
  readonly shape: readonly number[]
  readonly values: Float32Array<ArrayBuffer>
}

/** A task to train. Rows are used in order, epoch after epoch; `firstOf` tells where each batch begins. */
export interface Task {
  readonly name: string
  readonly title: string
  readonly batch: number
  readonly rows: number
  readonly optimizer: 'adam' | 'sgd'
  readonly learningRate: number
  /** Floating-point operations of one step, forward and backward. */
  readonly flops: number
  /** A flat array of shape [rows, ...]. */
  readonly x: Float32Array<ArrayBuffer>
  readonly inputShape: readonly number[]
  /** One class per row (for texts, per token), or one number per row. */
  readonly y: Float32Array<ArrayBuffer>
  readonly classes: number
  readonly weights: Readonly<Record<string, Weight>>
}

/** An engine that has opened a task with its initial weights. */
export interface Contestant {
  /** Runs the next `steps` steps and resolves with each step's loss. */
  losses(steps: number): Promise<readonly number[]>
  /** Runs the next `steps` steps; resolves when the result of the last one is available. */
  train(steps: number): Promise<void>
  /** Netloom only: counters since the start. */
  counters?(): StepCounters
  /**
   * Netloom only: submits `steps` steps at once without reading back. `script` is the time to submit them, `wall` the
   * time until they are done, in ms.
   */
  replay?(steps: number): Promise<{ readonly script: number; readonly wall: number }>
  /** Netloom only: the time of each op. The contestant cannot be used afterwards. */
  profile?(): Promise<readonly OpTime[]>
}

export interface Peer {
  readonly name: string
  readonly title: string
  readonly tier: 'cpu' | 'webgpu'
  /** Set if the peer has a different optimizer, so that its losses are not compared with the reference. */
  readonly ownOptimizer?: true
  /** How to open each task that the engine can train. */
  readonly tasks: Readonly<Record<string, (task: Task) => Promise<Contestant>>>
}

/** Adam constants, the same for all peers. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const

/** The first row of a step's batch. */
export function firstOf({ batch, rows }: Pick<Task, 'batch' | 'rows'>, step: number): number {
  return (step * batch) % (rows - batch + 1)
}
