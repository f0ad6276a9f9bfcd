/** @file LineHead: what a line is called, how many versions it has, and the way back of its flags. */
import type { ModelLine } from '../../../../studio/operate/registry'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import styles from './registry.module.css'
import { waysBack } from './ways-back'

/** The head of a line. */
export function LineHead({ line, onMoves }: { readonly line: ModelLine; readonly onMoves: () => void }) {
  const run = useRun()
  const { model, versions, moves, damaged } = line
  return (
    <div className={styles.head}>
      <h3 title={model}>{model}</h3>
      <span className={styles.soft}>
        {versions.length} {versions.length === 1 ? 'version' : 'versions'}
      </span>
      {damaged.length > 0 && (
        <span className={styles.bad}>
          {damaged.length} {damaged.length === 1 ? 'move' : 'moves'} cannot be read any more
        </span>
      )}
      <span className={styles.grow} />
      {waysBack(line).map(({ alias, to }) => (
        <Button key={alias} size="small" icon="undo" onClick={() => run('registry.rollback', { model, alias })}>
          Roll the {alias} back to {to}
        </Button>
      ))}
      {moves.length > 0 && (
        <Button size="small" tone="quiet" onClick={onMoves}>
          {moves.length} {moves.length === 1 ? 'move' : 'moves'}
        </Button>
      )}
    </div>
  )
}
