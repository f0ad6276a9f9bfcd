/** @file The commands of Operate: on the list once the page is there. Adding one touches its file and this list. */
import type { Command } from '../../command'
import * as alerts from './alerts'
import * as canary from './canary'
import * as drift from './drift'
import * as drills from './drills'
import * as labels from './labels'
import * as look from './look'
import * as postmortem from './postmortem'
import * as race from './policies'
import * as registry from './registry'
import * as ring from './retraining'
import * as score from './scenario'
import * as service from './service'

export const operateCommands: readonly Command[] = [
  service,
  look,
  drills,
  postmortem,
  registry,
  labels,
  race,
  ring,
  drift,
  score,
  alerts,
  canary,
].flatMap((group) => Object.values(group) as readonly Command[])
