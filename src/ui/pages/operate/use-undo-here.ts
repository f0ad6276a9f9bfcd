/** @file useUndoHere: Undo and redo act on what the current tab edits: the scenario, the diagram, aliases, the traffic share or objectives. */
import { serviceDiagramText as text } from '../../../messages/en/operate/service-diagram'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Board } from '../../../studio/board'
import type { AppContext } from '../../../studio/context'
import { type ActKind, actsOf, nextAct } from '../../../studio/operate/acts'
import { stepWords } from '../../canvas/step-text'
import { takesText } from '../../shell/shortcut-keys'
import { type OwnHistory, undoOf } from '../../shell/undo-owner'
import { useRun, useSelect, useStudio } from '../../studio-context'
import { useScoreHistory } from './dock/use-score'
import { useScoreTouched } from './dock/scenario-touched'
import { stageWords } from './stage-text'
import { useOperate } from './use-operate'

/** What a tab edits; other tabs have nothing to undo. */
const PLACES: Readonly<Record<string, 'drawing' | ActKind>> = {
  drawing: 'drawing',
  // Batches and replicas are tuned on the drawing's stages.
  url: 'drawing',
  registry: 'flag',
  canary: 'share',
  objectives: 'objective',
}
/** The prefix of the undo and redo commands of an act. */
const COMMANDS: Readonly<Record<ActKind, string>> = { flag: 'registry', share: 'canary', objective: 'slo' }
const NOTHING: OwnHistory = { canUndo: false, canRedo: false, undo: () => undefined, redo: () => undefined }

/** Sets the history that Undo uses, while the Operate page is shown. */
export function useUndoHere(): void {
  // Cast: the studio of a page is the whole workshop; its type only hides the internals.
  const studio = useStudio() as AppContext
  const run = useRun()
  const tab = useOperate((state) => state.tab)
  const board = useOperate((state) => state.board)
  const score = useScoreHistory()
  const inScore = useScoreTouched(tab)
  const acts = useStore(actsOf(studio))
  const drawn = useStore((board ?? studio).store as Board['store'], ({ history }) => history)
  // They decide whether an alias, the traffic share or an objective is still as it was left.
  const aliases = useSelect((state) => state.aliases)
  const services = useSelect((state) => state.project.services)
  const place = inScore ? 'score' : PLACES[tab]
  // biome-ignore lint/correctness/useExhaustiveDependencies: everything that may change what can be undone
  const history = useMemo((): OwnHistory => {
    switch (place) {
      case 'score':
        return {
          canUndo: (score?.past.length ?? 0) > 0,
          canRedo: (score?.future.length ?? 0) > 0,
          undo: () => run('scenario.undo'),
          redo: () => run('scenario.redo'),
        }
      case 'drawing':
        return board ? drawingHistory(studio, board, tab) : NOTHING
      case 'flag':
      case 'share':
      case 'objective': {
        const of = COMMANDS[place]
        return {
          canUndo: nextAct(studio, place, 'undo') !== undefined,
          canRedo: nextAct(studio, place, 'redo') !== undefined,
          undo: () => run(`${of}.undo`),
          redo: () => run(`${of}.redo`),
        }
      }
      case undefined:
        return NOTHING
      default:
        return place satisfies never
    }
  }, [place, score, acts, drawn, aliases, services, board, tab, studio, run])
  useEffect(() => {
    undoOf(history)
    return () => undoOf(undefined)
  }, [history])
  const ownKeys = place !== 'drawing' || tab !== 'drawing'
  useEffect(() => {
    if (!ownKeys) return
    // Handled before the window, where these keys belong to the diagram. After an event was removed nothing has the focus.
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || takesText(event.target)) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) {
        if (history.canRedo) history.redo()
      } else if (history.canUndo) history.undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [ownKeys, history])
}

/** The history of the diagram. Where the diagram is not visible, a notice reports what changed. */
function drawingHistory(studio: AppContext, board: Board, tab: string): OwnHistory {
  const { past, future } = board.store.getState().history
  const go = (id: 'graph.undo' | 'graph.redo', report: (a: { change: string }) => string) => () => {
    const before = board.store.getState().project.drawing
    board
      .run(id)
      .then(() => {
        const after = board.store.getState().project.drawing
        if (tab === 'drawing' || before === after) return
        const [from, to] = id === 'graph.undo' ? [after, before] : [before, after]
        const change = stepWords(stageWords.nouns, from, to)
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
