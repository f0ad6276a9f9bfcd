/** @file Dock: what a run shows while it learns, under the canvas: loss, scores, mistakes. A strip of 36 px where height is short. */
import { type CSSProperties, useState } from 'react'
import { IconButton } from '../kit/icon-button'
import { DockHandle } from './dock-handle'
import { DOCK_HEIGHT, readDock, writeDock } from './dock-memory'
import { DockPanels } from './dock-panels'
import { Strip } from './strip'
import { useMedia } from './use-media'
import styles from './dock.module.css'

/** The dock under the canvas; takes its room from it and never lies on it. */
export function Dock() {
  const low = useMedia('(max-height: 700px)')
  const [kept, setKept] = useState(readDock)
  const keep = (change: Partial<typeof kept>) => {
    const next = { ...kept, ...change }
    setKept(next)
    writeDock(next)
  }
  if (low || kept.folded) {
    return (
      <section className={styles.strip} aria-label="Run">
        <Strip />
        {!low && (
          <IconButton
            label="Unfold the dock"
            icon="fold"
            tone="quiet"
            size="small"
            tip="above"
            onClick={() => keep({ folded: false })}
          />
        )}
      </section>
    )
  }
  return (
    <section className={styles.dock} style={{ '--dock': `${kept.height}px` } as CSSProperties} aria-label="Run">
      <DockHandle
        height={kept.height}
        onChange={(height) => keep({ height })}
        onReset={() => keep({ height: DOCK_HEIGHT })}
      />
      <DockPanels />
      <div className={styles.corner}>
        <IconButton
          label="Fold the dock"
          icon="fold"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => keep({ folded: true })}
        />
      </div>
    </section>
  )
}
