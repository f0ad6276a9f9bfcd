/** @file Commands that no first page needs: they are on the list once it can be used, or when one of them is first run. */
import type { Command } from '../command'
import * as collect from './collect'
import * as insight from './insight'
import * as larger from './larger'
import { operateCommands } from './operate'
import * as prepare from './prepare'
import * as report from './report'
import * as sets from './sets'
import * as slices from './slices'

export const laterCommands: readonly Command[] = [
  ...[collect, sets, report, larger, slices, prepare, insight].flatMap(
    (group) => Object.values(group) as readonly Command[],
  ),
  ...operateCommands,
]
