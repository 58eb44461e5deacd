interface Window {
  pulse?: ((command: string, argument?: unknown) => unknown) & { q?: unknown[][]; assign?: (id: string) => Promise<string | null> }
}
