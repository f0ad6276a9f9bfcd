/**
 * @file The list of Operate commands, which is added to the list of commands once the page is loaded. To add a command,
 * define it in the file for its topic and add it to this list.
 */
import type { Command } from '../../command'
import * as alerts from './alerts'
import * as canary from './canary'
import * as drift from './drift'
import * as drills from './drills'
import * as labels from './labels'
import * as look from './request-log'
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
