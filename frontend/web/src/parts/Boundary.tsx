import { Component, type ReactNode } from 'react'

interface Props {
  message: string
  children: ReactNode
}

/** Keeps a fault of one part from taking the rest of the page with it. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <p role="alert">{this.props.message}</p> : this.props.children
  }
}
