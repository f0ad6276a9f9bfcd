/** @file Every command there is. Adding one touches its file and this list. */
import type { Command } from '../command'
import * as blockOpen from './block-open'
import * as blockParams from './block-params'
import * as blocks from './blocks'
import * as canvas from './canvas'
import * as clip from './clip'
import * as beside from './beside'
import * as picture from './picture'
import * as compare from './compare'
import * as data from './data'
import * as edit from './edit'
import * as graph from './graph'
import * as insight from './insight'
import * as library from './library'
import * as lesson from './lesson'
import * as link from './link'
import * as model from './model'
import * as notes from './notes'
import * as order from './order'
import * as plan from './plan'
import * as project from './project'
import * as run from './run'
import * as select from './select'
import * as tidy from './tidy'
import * as versions from './versions'
import * as view from './view'

/** The list that menus, toolbar, shortcuts, palette and console read. */
export const commands: readonly Command[] = [
  project,
  link,
  lesson,
  graph,
  blocks,
  blockParams,
  blockOpen,
  library,
  canvas,
  clip,
  edit,
  notes,
  order,
  tidy,
  data,
  plan,
  run,
  select,
  insight,
  model,
  versions,
  view,
  beside,
  picture,
  compare,
].flatMap((group) => Object.values(group) as readonly Command[])

const byId = new Map(commands.map((command) => [command.id, command]))

/** The command of this id, or undefined. */
export function findCommand(id: string): Command | undefined {
  return byId.get(id)
}
