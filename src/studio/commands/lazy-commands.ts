/**
 * @file Commands that the first page does not need. They are loaded after that page, or when one of them first runs.
 */
import type { Command } from '../command'
import * as collect from './collect'
import * as compare from './compare'
import * as importing from './import'
import * as insight from './training-analysis'
import * as outOfCore from './out-of-core'
import * as lesson from './lesson'
import * as library from './block-library'
import * as link from './project-link'
import * as look from './show-data'
import * as model from './model'
import { operateCommands } from './operate'
import * as picture from './export-image'
import * as prepare from './prepare'
import * as report from './data-report'
import * as sets from './datasets'
import * as slices from './slices'
import * as versions from './project-versions'

export const laterCommands: readonly Command[] = [
  ...[
    link,
    look,
    model,
    lesson,
    versions,
    library,
    compare,
    picture,
    importing,
    collect,
    sets,
    report,
    outOfCore,
    slices,
    prepare,
    insight,
  ].flatMap((group) => Object.values(group) as readonly Command[]),
  ...operateCommands,
]
