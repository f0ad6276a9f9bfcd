/** @file The stages, in the order of their texts, which is the order of the palette. To add a stage, add its file. */
import { stagesText } from '../../messages/en/catalog/stages'
import { catalogOf } from '../catalog-of'
import type { Flow, StageDef } from '../stage-def'

export const stages = catalogOf<Flow, StageDef>(
  import.meta.glob(['./*.ts', '!./index.ts', '!./*.test.ts'], { eager: true }),
  Object.keys(stagesText),
)
