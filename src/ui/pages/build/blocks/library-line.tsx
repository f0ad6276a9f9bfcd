/** @file LibraryLine: how a block of the drawing stands to the library: kept there or not, which version, and what a newer one would change. */
import { useMemo } from 'react'
import { say } from '../../../../messages/message'
import { list } from '../../../../messages/format'
import type { Block } from '../../../../graph/block'
import { updateBlock } from '../../../../graph/update-block'
import { inLibrary } from '../../../../studio/library'
import { Button } from '../../../kit/button'
import { useRun, useSelect } from '../../../studio-context'
import styles from './blocks.module.css'

/** One or two sentences, and the buttons that follow from them. */
export function LibraryLine({ block }: { readonly block: Block }) {
  const run = useRun()
  const drawing = useSelect((state) => state.project.drawing)
  const { blocks } = useSelect((state) => state.library)
  const kept = useMemo(() => inLibrary(drawing, block, blocks), [drawing, block, blocks])
  const changes = useMemo(() => {
    if (!kept || kept.version >= kept.newest.version) return []
    return updateBlock(drawing, block, kept.newest.block, kept.newest.within).changes.map(say)
  }, [drawing, block, kept])
  const keep = (words: string, args: object = {}) => (
    <Button
      size="small"
      aria-label={`${words}: ${block.name}`}
      onClick={() => run('library.save', { block: block.id, ...args })}
    >
      {words}
    </Button>
  )
  if (!kept) {
    const namesake = blocks.find(({ name }) => name === block.name)
    return (
      <div className={styles.line}>
        <span>
          {namesake
            ? `Not in your library, which has another block called "${block.name}".`
            : block.library
              ? 'From a library that is not on this device.'
              : 'Not in your library.'}
        </span>
        {namesake ? keep('Keep as its next version', { id: namesake.id }) : keep('Keep in library')}
      </div>
    )
  }
  const { version, newest, changed } = kept
  const behind = version < newest.version
  return (
    <div className={styles.line}>
      <span>
        Version {version} of {newest.version} in your library{changed ? ', changed here since' : ''}.
        {behind && changes.length > 0 && ` With version ${newest.version}: ${list(changes)}.`}
      </span>
      {behind && (
        <Button
          size="small"
          aria-label={`Update: ${block.name}`}
          onClick={() => run('library.update', { block: block.id })}
        >
          Update
        </Button>
      )}
      {changed && keep(`Keep as version ${newest.version + 1}`)}
    </div>
  )
}
