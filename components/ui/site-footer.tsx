import styles from './site-footer.module.css';

export function SiteFooter() {
  return (
    <footer className={`${styles.footer} no-print`}>
      <div className={styles.inner}>
        <p>
          <strong>What you do here stays here.</strong> No analytics, no requests to third parties. A run
          lives in this browser tab; its tenant is thrown away.
        </p>
        <p>Pixy is open source under Apache-2.0 and is not a product of Auth0.</p>
      </div>
    </footer>
  );
}
