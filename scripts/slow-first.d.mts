/** @file Types of slow-first.mjs. */
import { BaseSequencer } from 'vitest/node'

export class SlowFirst extends BaseSequencer {}
