/** @file The stages, in the order of their texts, which is the order of the palette. To add a stage, add its file. */
import { stagesText } from '../../messages/en/catalog/stages'
import { catalogOf } from '../node-def'
import type { Flow, StageDef } from '../stage-def'

const found = import.meta.glob<StageDef>(['./*.ts', '!./index.ts', '!./*.test.ts'], { eager: true, import: 'stage' })

export const stages = catalogOf<Flow, StageDef>(Object.values(found), stagesText)
