/**
 * @file The list of Operate commands, which is added to the list of commands once the page is loaded. To add a command,
 * define it in the file for its topic and add it to this list.
 */
import type { Command } from '../../command'
import * as alerts from './alerts'
import * as canary from './canary'
import * as drills from './drills'
import * as labels from './labels'
import * as registry from './registry'
import * as requestLog from './request-log'
import * as retraining from './retraining'
import * as scenario from './scenario'
import * as service from './service'

export const operateCommands: readonly Command[] = [
  service,
  requestLog,
  drills,
  registry,
  labels,
  retraining,
  scenario,
  alerts,
  canary,
].flatMap((group) => Object.values(group) as readonly Command[])
