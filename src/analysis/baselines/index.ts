/** @file The baseline models, simplest first. To add a baseline, add its file and a line here. */
import { type BaselineDef, constant } from './baseline'
import { forest } from './random-forest'
import { linear } from './linear-model'
import { neighbours } from './nearest-neighbors'

export const baselines: readonly BaselineDef[] = [constant, linear, neighbours, forest]
