/** @file LibraryLine: whether a block of the network is in the library, in which version, and what a newer version would change. */
import { useMemo } from 'react'
import { formatMessage } from '../../../../messages/message'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import type { Block } from '../../../../graph/block'
import { updateBlock } from '../../../../graph/update-block'
import { inLibrary } from '../../../../studio/library'
import { Button } from '../../../kit/button'
import { useRun, useSelect } from '../../../studio-context'
import styles from './blocks.module.css'

/** One or two sentences with their buttons. */
export function LibraryLine({ block }: { readonly block: Block }) {
  const run = useRun()
  const drawing = useSelect((state) => state.project.drawing)
  const { blocks } = useSelect((state) => state.library)
  const kept = useMemo(() => inLibrary(drawing, block, blocks), [drawing, block, blocks])
  const changes = useMemo(() => {
    if (!kept || kept.version >= kept.newest.version) return []
    return updateBlock(drawing, block, kept.newest.block, kept.newest.within).changes.map(formatMessage)
  }, [drawing, block, kept])
  const save = (label: string, args: object = {}) => (
    <Button
      size="small"
      aria-label={text.actionOn({ action: label, block: block.name })}
      onClick={() => run('library.save', { block: block.id, ...args })}
    >
      {label}
    </Button>
  )
  if (!kept) {
    const namesake = blocks.find(({ name }) => name === block.name)
    return (
      <div className={styles.line}>
        <span>
          {namesake
            ? text.inLibrary.namesake({ name: block.name })
            : block.library
              ? text.inLibrary.elsewhere
              : text.inLibrary.none}
        </span>
        {namesake ? save(text.saveNext, { id: namesake.id }) : save(text.save)}
      </div>
    )
  }
  const { version, newest, changed } = kept
  const behind = version < newest.version
  return (
    <div className={styles.line}>
      <span>
        {changed
          ? text.inLibrary.changed({ version, newest: newest.version })
          : text.inLibrary.version({ version, newest: newest.version })}
        {behind && changes.length > 0 && <> {text.inLibrary.update({ version: newest.version, changes })}</>}
      </span>
      {behind && (
        <Button
          size="small"
          aria-label={text.actionOn({ action: text.updateTo, block: block.name })}
          onClick={() => run('library.update', { block: block.id })}
        >
          {text.updateTo}
        </Button>
      )}
      {changed && save(text.saveVersion({ version: newest.version + 1 }))}
    </div>
  )
}
