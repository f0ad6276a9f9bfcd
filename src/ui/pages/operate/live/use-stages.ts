/** @file useStages: the stages of the open service with their titles, keyed by node ID. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { termsText } from '../../../../messages/en/operate/terms'
import { stages as catalog } from '../../../../catalog/service-stages'
import type { DrawnNode } from '../../../../graph/drawing'
import type { Board } from '../../../../studio/network/canvas-board'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'

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
