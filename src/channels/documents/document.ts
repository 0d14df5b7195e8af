/** A document as people print it: facts and tables, no layout. Word and PDF are made from the same value. */
export interface PrintedDocument {
  readonly title: string;
  /** The day it was made, `YYYY-MM-DD`: archives ask for it. */
  readonly date: string;
  readonly subtitle?: string;
  /** Set like an official document (GB/T 9704-2012): its margins, sizes and page numbers. */
  readonly official?: boolean;
  /** Shown above everything, e.g. that the content is invented. */
  readonly notice?: string;
  readonly blocks: readonly DocumentBlock[];
  /** Printed at the foot of every page. */
  readonly footer?: string;
}

export type DocumentBlock =
  /** `level` 2 stands below the others; 1 when left out. */
  | { readonly kind: 'heading'; readonly text: string; readonly level?: 2 }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly caption?: string;
      readonly columns: readonly DocumentColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Lines set to the right: issuer and date; `seal` marks the place where the organ stamps. */
  | { readonly kind: 'signature'; readonly lines: readonly string[]; readonly seal?: string }
  /** An address as a QR code; it also stands in words, for who cannot scan. */
  | { readonly kind: 'code'; readonly address: string; readonly caption: string };

export interface DocumentColumn {
  readonly title: string;
  /** Share of the width; 1 when left out. */
  readonly width?: number;
  readonly align?: 'left' | 'right' | 'center';
}

export type DocumentFormat = 'pdf' | 'docx';
