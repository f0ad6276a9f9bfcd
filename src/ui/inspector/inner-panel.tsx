/** @file InnerPanel: the panel of a layer inside a block that is open in place, while the canvas shows the level around the block. */
import { useMemo } from 'react'
import { inspectorText } from '../../messages/en/inspector'
import type { Block } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import { OnBoard } from '../canvas/on-board'
import { useCatalog } from '../canvas/catalog'
import { Button } from '../kit/button'
import { StudioProvider, useRun, useStudio } from '../studio-context'
import styles from './inspector.module.css'
import { NodePanel } from './node-panel'

interface InnerPanelProps {
  /** The node of the block. */
  readonly around: DrawnNode
  readonly block: Block
  readonly id: string
}

/** The panel of the layer, on the board inside the block. */
export function InnerPanel({ around, block, id }: InnerPanelProps) {
  const run = useRun()
  const studio = useStudio()
  const catalog = useCatalog()
  const inner = useMemo(() => studio.within?.(around.id), [studio, around.id])
  if (!inner) return null
  return (
    <>
      <p className={styles.around}>
        <Button size="small" onClick={() => run('block.select', { node: around.id })}>
          {inspectorText.block.back({ block: block.name })}
        </Button>
      </p>
      <StudioProvider value={inner}>
        <OnBoard board={inner} catalog={catalog}>
          <NodePanel key={id} id={id} />
        </OnBoard>
      </StudioProvider>
    </>
  )
}
