/**
 * @file The stages, in the order of their texts, which is the order of the palette. To add a stage, define it in a file
 * of this folder.
 */
import { stagesText } from '../../messages/en/catalog/stages'
import { catalogOf } from '../node-def'
import type { Flow, StageDef } from '../stage-def'

const files = import.meta.glob<Readonly<Record<string, StageDef>>>(['./*.ts', '!./index.ts', '!./*.test.ts'], {
  eager: true,
})

export const stages = catalogOf<Flow, StageDef>(
  Object.values(files).flatMap((file) => Object.values(file)),
  stagesText,
)
