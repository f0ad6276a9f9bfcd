/** @file LayoutProgress: status of a slow automatic layout, with a Cancel button. */
import { useEffect, useState } from 'react'
import { boardText } from '../../messages/en/canvas/board'
import styles from './canvas.module.css'
import { useCatalog } from './canvas-catalog'
import { useRunCommand, useSelect } from './board-context'

const text = boardText.arranging

/** Delay, in ms, before the status of a running layout is shown; layouts that finish sooner show no status. */
const SHOWN_AFTER_MS = 250

/** Status line over the canvas while the layout is running. */
export function LayoutProgress() {
  const run = useRunCommand()
  const { nouns } = useCatalog()
  const nodes = useSelect((state) => state.canvas.arranging)
  const [isShown, setShown] = useState(false)
  const isRunning = nodes !== undefined
  useEffect(() => {
    setShown(false)
    const timer = isRunning ? setTimeout(() => setShown(true), SHOWN_AFTER_MS) : undefined
    return () => clearTimeout(timer)
  }, [isRunning])
  if (nodes === undefined || !isShown) return null
  return (
    <div className={styles.arranging} role="status">
      {text.progress({ nodes, noun: nouns.node })}
      <button type="button" onClick={() => run('graph.stopTidy')}>
        {text.cancel}
      </button>
    </div>
  )
}
