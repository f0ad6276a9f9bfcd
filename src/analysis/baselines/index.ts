/** @file The baselines, simplest first. A new one is its file and its line here. */
import type { BaselineDef } from './baseline'
import { constant } from './constant'
import { forest } from './forest'
import { linear } from './linear'
import { neighbours } from './neighbours'

export const baselines: readonly BaselineDef[] = [constant, linear, neighbours, forest]
