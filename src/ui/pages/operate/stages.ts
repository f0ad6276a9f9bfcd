/** @file The stages of the open service: as drawn, and as the log recorded them. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { stages as catalog } from '../../../catalog/service-stages'
import type { DrawnNode } from '../../../graph/drawing'
import { liveText } from '../../../messages/en/operate/live'
import { termsText } from '../../../messages/en/operate/terms'
import { type LogDictionary, type RemovedStage, stagesInOrder } from '../../../ops/log-entry'
import type { Board } from '../../../studio/network/canvas-board'
import { useStudio } from '../../studio-context'
import { useOperate } from './use-operate'

export interface StageInfo {
  readonly title: string
  readonly kind: string
  readonly node: DrawnNode
}

/** The stages keyed by node ID, excluding removed stages. */
export function useStages(): ReadonlyMap<string, StageInfo> {
  const studio = useStudio()
  const board = useOperate((state) => state.board)
  const nodes = useStore((board ?? studio).store as Board['store'], (state) => state.project.drawing.nodes)
  return useMemo(() => new Map(nodes.map((node) => [node.id, stageInfo(node)])), [nodes])
}

function stageInfo(node: DrawnNode): StageInfo {
  const title = node.label || (catalog.find(node.kind)?.title ?? node.kind)
  return { title: node.kind === 'model' && !node.label ? modelTitle(node) : title, kind: node.kind, node }
}

/** The title of a model stage: its name, or its alias if it has no name. */
function modelTitle({ params }: DrawnNode): string {
  const { alias } = params
  return alias === 'challenger' || alias === 'shadow' ? termsText.aliasTitle[alias] : termsText.aliasTitle.champion
}

// loggedStages: the stages that occur in the log, in the order in which requests pass through them, including stages
// that were removed from the diagram.

export interface LoggedStage {
  readonly id: string
  /** Index of the stage in the log dictionary and in the counts. */
  readonly index: number
  readonly title: string
  readonly kind: string
  /** The stage as it appears in the current diagram; absent if it was removed. */
  readonly drawn?: StageInfo
}

/**
 * All stages that the counts refer to; `drawn` contains the stages of the current diagram. Old logs do not contain
 * removed stages.
 */
export function loggedStages(book: LogDictionary, drawn: ReadonlyMap<string, StageInfo>): readonly LoggedStage[] {
  return stagesInOrder(book).flatMap((index): readonly LoggedStage[] => {
    const id = book.stages[index] ?? ''
    const now = drawn.get(id)
    if (now) return [{ id, index, title: now.title, kind: now.kind, drawn: now }]
    const removed = book.redrawn?.gone[id]
    return removed ? [{ id, index, ...removedStageInfo(removed) }] : []
  })
}

/**
 * The title and kind of a removed stage. The name of the stage is no longer known, so a model stage is identified by
 * its alias and any other stage by its kind.
 */
function removedStageInfo({ class_name, alias }: RemovedStage): Pick<LoggedStage, 'title' | 'kind'> {
  const kind = class_name.charAt(0).toLowerCase() + class_name.slice(1)
  const title = alias ? termsText.aliasTitle[alias] : (catalog.find(kind)?.title ?? class_name)
  return { title: liveText.stages.removed({ title }), kind }
}
