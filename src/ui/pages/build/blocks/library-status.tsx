/**
 * @file LibraryStatus: whether a block of the network is in the library, which version of it the network uses, and what
 * a newer version would change.
 */
import { useMemo } from 'react'
import { formatMessage } from '../../../../messages/message'
import { blocksText as text } from '../../../../messages/en/build/blocks'
import type { Block } from '../../../../graph/block'
import { updateBlock } from '../../../../graph/update-block'
import { inLibrary } from '../../../../studio/network/block-library'
import { Button } from '../../../kit/button'
import { useRunCommand, useSelect } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'

/** The library status of a block, in one or two sentences with buttons. */
export function LibraryStatus({ block }: { readonly block: Block }) {
  const run = useRunCommand()
  const drawing = useSelect((state) => state.project.drawing)
  const { blocks } = useSelect((state) => state.library)
  const saved = useMemo(() => inLibrary(drawing, block, blocks), [drawing, block, blocks])
  const changes = useMemo(() => {
    if (!saved || saved.version >= saved.newest.version) return []
    return updateBlock(drawing, block, saved.newest.block, saved.newest.within).changes.map(formatMessage)
  }, [drawing, block, saved])
  const save = (label: string, args: object = {}) => (
    <Button
      size="small"
      aria-label={text.actionOn({ action: label, block: block.name })}
      onClick={() => run('library.save', { block: block.id, ...args })}
    >
      {label}
    </Button>
  )
  if (!saved) {
    const namesake = blocks.find(({ name }) => name === block.name)
    return (
      <div className={`${kit.wrap} ${kit.caption} ${kit.anywhere}`}>
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
  const { version, newest, changed } = saved
  const isOutdated = version < newest.version
  return (
    <div className={`${kit.wrap} ${kit.caption} ${kit.anywhere}`}>
      <span>
        {changed
          ? text.inLibrary.changed({ version, newest: newest.version })
          : text.inLibrary.version({ version, newest: newest.version })}
        {isOutdated && changes.length > 0 && <> {text.inLibrary.update({ version: newest.version, changes })}</>}
      </span>
      {isOutdated && (
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
