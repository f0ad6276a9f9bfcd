/** @file useStages: the stages of the open service by the names the log has them under, as their author called them. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { stages as catalog } from '../../../../catalog/stages'
import type { DrawnNode } from '../../../../graph/drawing'
import type { Board } from '../../../../studio/board'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'

export interface StageFacts {
  readonly title: string
  readonly kind: string
  readonly node: DrawnNode
}

/** By node. A stage that was drawn before and is gone has no entry. */
export function useStages(): ReadonlyMap<string, StageFacts> {
  const studio = useStudio()
  const board = useOperate((state) => state.board)
  const nodes = useStore((board ?? studio).store as Board['store'], (state) => state.project.drawing.nodes)
  return useMemo(() => new Map(nodes.map((node) => [node.id, factsOf(node)])), [nodes])
}

function factsOf(node: DrawnNode): StageFacts {
  const title = node.label || (catalog.find(node.kind)?.title ?? node.kind)
  return { title: node.kind === 'model' && !node.label ? modelTitle(node) : title, kind: node.kind, node }
}

/** A model's stage goes by its alias, where it has no name of its own. */
function modelTitle({ params }: DrawnNode): string {
  const alias = typeof params.alias === 'string' ? params.alias : 'champion'
  return alias.charAt(0).toUpperCase() + alias.slice(1)
}
