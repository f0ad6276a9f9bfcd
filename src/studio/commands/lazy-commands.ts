/**
 * @file Commands that the first page does not need. They are loaded after that page, or when one of them first runs.
 */
import type { Command } from '../command'
import * as attacks from './attacks'
import * as library from './block-library'
import * as checkpoints from './checkpoints'
import * as collect from './collect'
import * as compare from './compare'
import * as report from './data-report'
import * as sets from './datasets'
import * as evaluating from './evaluate'
import * as glossary from './glossary'
import * as groups from './groups'
import * as guard from './guard'
import * as handIns from './hand-ins'
import * as importing from './import'
import * as lesson from './lesson'
import * as machine from './machine'
import * as model from './model'
import { operateCommands } from './operate'
import * as prepare from './prepare'
import * as versions from './project-versions'
import * as share from './share'
import * as sidePanel from './side-panel'
import * as look from './show-data'
import * as slices from './slices'
import * as insight from './training-analysis'

export const laterCommands: readonly Command[] = [
  ...[
    share,
    sidePanel,
    checkpoints,
    look,
    model,
    lesson,
    machine,
    versions,
    library,
    compare,
    importing,
    collect,
    sets,
    report,
    slices,
    prepare,
    insight,
    evaluating,
    groups,
    glossary,
    attacks,
    guard,
    handIns,
  ].flatMap((group) => Object.values(group) as readonly Command[]),
  ...operateCommands,
]
