/** @file useErrorNotices: shows errors that nothing caught as notices, with what is needed to report them; the page stays. */
import { useEffect } from 'react'
import { message, Refusal } from '../../messages/message'
import { errorNotice } from '../../studio/notice'
import { useRun } from '../studio-context'

/** Shows uncaught errors of the page as notices. */
export function useErrorNotices(): void {
  const run = useRun()
  useEffect(() => {
    const report = (error: unknown) => {
      if (error instanceof Refusal) return run('notice.show', errorNotice(error))
      const why = error instanceof Error ? error.message : String(error)
      run('notice.show', { tone: 'bad', said: message('netloom-error', { why }) })
    }
    const onError = (event: ErrorEvent) => {
      // Browsers report a resize that is handled a frame later as an error; it is none.
      if (!event.message.startsWith('ResizeObserver')) report(event.error ?? event.message)
    }
    const onRejection = (event: PromiseRejectionEvent) => report(event.reason)
    window.addEventListener('error', onError)
    window.addEventListener('unhandledrejection', onRejection)
    return () => {
      window.removeEventListener('error', onError)
      window.removeEventListener('unhandledrejection', onRejection)
    }
  }, [run])
}
