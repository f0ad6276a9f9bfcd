/** @file ExampleDialog: an example at a large size, with its values and the probability of each class. */
import { lazy, type ReactNode, Suspense } from 'react'
import { chartsText } from '../../messages/en/charts'
import { rowsText } from '../../messages/en/data/rows'
import { Button } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { useRunCommand } from '../studio-context'
import kit from '../kit/kit.module.css'
import { RowPrediction } from './row-prediction'

const RowExplanation = lazy(() => import('./row-explanation'))

interface ExampleDialogProps {
  readonly row: number
  /** The number of the row that the user sees. */
  readonly number: number
  readonly onClose: () => void
  /** The example. */
  readonly children: ReactNode
}

export default function ExampleDialog({ row, number, onClose, children }: ExampleDialogProps) {
  const run = useRunCommand()
  const title = rowsText.record.title({ row: number })
  return (
    <Dialog
      open
      width="medium"
      title={title}
      onClose={onClose}
      actions={
        <Button onClick={() => run('data.look', { rows: [row], title })}>{chartsText.examples.openInData}</Button>
      }
    >
      <div className={`${kit.wrapWide} ${kit.top}`}>
        <div className={`${kit.stack} ${kit.grow}`}>{children}</div>
        <div className={kit.grow}>
          <RowPrediction row={row} />
          <Suspense fallback={null}>
            <RowExplanation key={row} row={row} side={224} />
          </Suspense>
        </div>
      </div>
    </Dialog>
  )
}
