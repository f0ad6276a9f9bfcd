/** @file A run that resumes trains the network that it started with, whatever the canvas shows by then. */
import '../../messages/en/runs'
import { isSameNetwork } from '../../graph/computed-network'
import { message } from '../../messages/message'
import type { NewNotice } from '../notice'
import type { AppState } from '../state'
import { runInUse } from './weights-in-use'

/** The notice for a run whose network is not the one on the canvas; undefined for one whose network it is. */
export function noticeOfOtherNetwork(
  state: Pick<AppState, 'run' | 'runs' | 'inUse' | 'project'>,
): NewNotice | undefined {
  const record = runInUse(state)
  const trained = record?.content.networks[0]?.drawing
  const { drawing, drawingVersion: shown } = state.project
  if (!record || !trained || isSameNetwork(trained, drawing)) return undefined
  return {
    tone: 'info',
    message: message('run-of-other-network', { run: record.name, trains: record.drawingVersion, shown }),
  }
}
