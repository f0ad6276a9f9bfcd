/** @file Every command there is: those of the canvas, which run on any board, and the studio's own. Adding one touches its file and a list. */
import type { Command } from '../command'
import * as beside from './beside'
import * as bring from './bring'
import * as picture from './picture'
import * as collect from './collect'
import * as compare from './compare'
import * as data from './data'
import * as insight from './insight'
import * as library from './library'
import * as larger from './larger'
import * as lesson from './lesson'
import * as link from './link'
import * as look from './look'
import * as model from './model'
import { boardCommands } from './on-board'
import * as plan from './plan'
import * as prepare from './prepare'
import * as project from './project'
import * as report from './report'
import * as run from './run'
import * as sets from './sets'
import * as slices from './slices'
import * as versions from './versions'
import * as view from './view'

/** The list that menus, toolbar, shortcuts, palette and console read. */
export const commands: readonly Command[] = [
  ...groupsOf(project, link, lesson),
  ...boardCommands,
  ...groupsOf(
    library,
    data,
    bring,
    collect,
    sets,
    slices,
    look,
    report,
    larger,
    prepare,
    plan,
    run,
    insight,
    model,
    versions,
    view,
    beside,
    picture,
    compare,
  ),
]

function groupsOf(...groups: readonly object[]): readonly Command[] {
  return groups.flatMap((group) => Object.values(group) as readonly Command[])
}

const byId = new Map(commands.map((command) => [command.id, command]))

/** The command of this id, or undefined. */
export function findCommand(id: string): Command | undefined {
  return byId.get(id)
}
