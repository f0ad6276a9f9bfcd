/**
 * @file useOperateUndo: applies undo and redo to whatever the current tab edits: the scenario, the diagram, aliases,
 * the traffic share or objectives.
 */
import { useCallback, useEffect } from 'react'
import { useStore } from 'zustand'
import { serviceDiagramText as text } from '../../../messages/en/operate/service'
import type { Board } from '../../../studio/network/canvas-board'
import { nextAction } from '../../../studio/operate/action-history'
import type { ActionKind, OperateTab } from '../../../studio/operate/state'
import type { Studio } from '../../../studio/studio'
import { historyStepText } from '../../canvas/history-step-text'
import { useComputedOnChange } from '../../kit/use-on-change'
import { openPage, type PageHistory } from '../../shell/open-page'
import { acceptsText } from '../../shell/shortcut-keys'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import { useScenarioHistory, useScenarioTouched } from './scenario-timeline'
import { stageText } from './service-diagram/stage-text'
import { useOperate } from './use-operate'

/** What each tab edits; the other tabs have nothing to undo. */
const EDITED_BY_TAB: Readonly<Partial<Record<OperateTab, 'drawing' | ActionKind>>> = {
  diagram: 'drawing',
  // The URL tab edits batching and replicas, which are settings of stages in the diagram.
  url: 'drawing',
  registry: 'flag',
  canary: 'share',
  objectives: 'objective',
}
/** The prefix of the undo and redo command names for each kind of action. */
const COMMANDS = { flag: 'registry', share: 'canary', objective: 'slo' } as const satisfies Record<ActionKind, string>
const NOTHING: PageHistory = { canUndo: false, canRedo: false, undo: () => undefined, redo: () => undefined }

/** Sets the history that Undo uses while the Operate page is shown. */
export function useOperateUndo(): void {
  const studio = useStudio()
  const run = useRunCommand()
  const tab = useOperate((state) => state.tab)
  const board = useOperate((state) => state.board)
  const scenario = useScenarioHistory()
  const isInScenario = useScenarioTouched(tab)
  const actions = useOperate((state) => state.actions)
  const drawn = useStore((board ?? studio).store as Board['store'], ({ history }) => history)
  // These values determine whether the last alias, traffic share or objective action can be undone.
  const aliases = useSelect((state) => state.aliases)
  const services = useSelect((state) => state.project.services)
  const target = isInScenario ? 'scenario' : EDITED_BY_TAB[tab]
  const read = useCallback((): PageHistory => {
    switch (target) {
      case 'scenario':
        return {
          canUndo: (scenario?.past.length ?? 0) > 0,
          canRedo: (scenario?.future.length ?? 0) > 0,
          undo: () => run('scenario.undo'),
          redo: () => run('scenario.redo'),
        }
      case 'drawing':
        return board ? drawingHistory(studio, board, tab) : NOTHING
      case 'flag':
      case 'share':
      case 'objective': {
        const of = COMMANDS[target]
        return {
          canUndo: nextAction(studio.store.getState(), target, 'undo') !== undefined,
          canRedo: nextAction(studio.store.getState(), target, 'redo') !== undefined,
          undo: () => run(`${of}.undo`),
          redo: () => run(`${of}.redo`),
        }
      }
      case undefined:
        return NOTHING
      default:
        return target satisfies never
    }
  }, [target, scenario, board, tab, studio, run])
  // Everything that may change what can be undone.
  const history = useComputedOnChange([read, actions, drawn, aliases, services], read)
  useEffect(() => {
    openPage.setState({ history })
    return () => openPage.setState({ history: undefined })
  }, [history])
  const ownKeys = target !== 'drawing' || tab !== 'diagram'
  useEffect(() => {
    if (!ownKeys) return
    // Listens on the document, because no element has focus after an event is removed, and a listener on the window
    // would apply these keys to the diagram.
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || acceptsText(event.target)) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      // Reads the state again, because keys may come faster than renders.
      const history = read()
      if (key === 'y' || event.shiftKey) {
        if (history.canRedo) history.redo()
      } else if (history.canUndo) history.undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [ownKeys, read])
}

/** The undo history of the diagram. If the diagram is not visible, undo and redo report what changed in a notice. */
function drawingHistory(studio: Studio, board: Board, tab: OperateTab): PageHistory {
  const { past, future } = board.store.getState().history
  const go = (id: 'graph.undo' | 'graph.redo', report: (a: { change: string }) => string) => () => {
    const before = board.store.getState().project.drawing
    board
      .run(id)
      .then(() => {
        const after = board.store.getState().project.drawing
        if (tab === 'diagram' || before === after) return
        const [from, to] = id === 'graph.undo' ? [after, before] : [before, after]
        const change = historyStepText(stageText.nouns, from, to)
        return studio.run('notice.show', { tone: 'info', text: report({ change }) })
      })
      .catch(() => undefined)
  }
  return {
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    undo: go('graph.undo', text.undone),
    redo: go('graph.redo', text.redone),
  }
}

// useActiveBoard: makes the canvas shortcuts and the command palette apply to the service diagram while a service is
// open.

/** Makes the service diagram the active board. */
export function useActiveBoard(): void {
  const board = useOperate((state) => state.board)
  useEffect(() => {
    openPage.setState({ board: board ?? undefined })
    return () => openPage.setState({ board: undefined })
  }, [board])
}
