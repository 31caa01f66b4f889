package io.cqueue.console;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium that nobody sees, looking at the console as a person does: by what is written on
 * buttons and beside fields. The page changes by itself, so everything is tried again until it
 * succeeds.
 */
final class Browser implements AutoCloseable {

  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_NANOS = 30_000_000;

  private final ChromeDriver driver;
  private final URI server;

  /**
   * Starts one.
   *
   * @param server where the console is, without a slash at the end
   * @param profile an empty directory
   */
  Browser(URI server, Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.addArguments(
        "--headless",
        "--no-sandbox", // it does not start as root with one
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
        "--user-data-dir=" + profile);
    options.setBinary("/usr/bin/chromium");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
    this.driver = new ChromeDriver(service, options);
    this.server = server;
  }

  /** Opens the console at an address within it, from nothing. */
  void open(String hash) {
    driver.get("about:blank");
    driver.get(server + "/" + hash);
    until(hash, () -> !driver.findElements(By.tagName("h1")).isEmpty());
  }

  /** What the person prefers, and how large the window is. */
  void look(String scheme, int width) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The part of the address behind the server. */
  String address() {
    return driver.getCurrentUrl().substring(server.toString().length() + 1);
  }

  /** Presses a button by what is written on it, or what it is called. */
  void press(String name) {
    click(
        "//button[normalize-space(.)=%1$s or @aria-label=%1$s][not(@disabled)]"
            .formatted(quoted(name)));
  }

  /** Presses a button of the dialog that is open. */
  void answer(String name) {
    click(
        "//dialog//button[normalize-space(.)=%1$s or @aria-label=%1$s][not(@disabled)]"
            .formatted(quoted(name)));
  }

  /** Follows a link by what is written on it. */
  void follow(String name) {
    click("//a[normalize-space(.)=%s]".formatted(quoted(name)));
  }

  private void click(String xpath) {
    until(
        xpath,
        () -> {
          WebElement shown = shown(xpath);
          if (shown == null) {
            return false;
          }
          // Or else it may be under the bar, which stays at the top.
          driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", shown);
          shown.click();
          return true;
        });
  }

  /** The last one, since a dialog is at the end and what is behind it cannot be reached. */
  private @Nullable WebElement shown(String xpath) {
    return driver.findElements(By.xpath(xpath)).stream()
        .filter(WebElement::isDisplayed)
        .reduce((first, second) -> second)
        .orElse(null);
  }

  /** Types into a field by what is written beside or in it, in place of what is there. */
  void type(String label, String text) {
    String xpath =
        "//label[normalize-space(.)=%1$s]/following-sibling::*[1] | //input[@aria-label=%1$s]"
            .formatted(quoted(label));
    until(
        xpath,
        () -> {
          WebElement field = shown(xpath);
          if (field == null) {
            return false;
          }
          field.clear();
          field.sendKeys(text);
          return true;
        });
  }

  /** Presses keys with the focus where it is. */
  void keys(CharSequence... keys) {
    for (CharSequence key : keys) {
      driver.switchTo().activeElement().sendKeys(key);
    }
  }

  void enter() {
    keys(Keys.ENTER);
  }

  /** Waits until something can be read. */
  void see(String text) {
    until(text, () -> text().contains(text));
  }

  /** Waits until something can no longer be read. */
  void seeNo(String text) {
    until("no " + text, () -> !text().contains(text));
  }

  /** All that can be read. */
  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** How many elements a selector of CSS finds. */
  int count(String selector) {
    return driver.findElements(By.cssSelector(selector)).size();
  }

  /** The text of the first element that a selector of CSS finds. */
  String textOf(String selector) {
    return get(selector, () -> driver.findElement(By.cssSelector(selector)).getText());
  }

  /** What has the focus, as it reads. */
  String focused() {
    return driver.switchTo().activeElement().getText();
  }

  /** What an expression of JavaScript is. */
  String eval(String expression) {
    return String.valueOf(driver.executeScript("return " + expression));
  }

  /** What a promise comes to. */
  String await(String promise) {
    return String.valueOf(
        driver.executeAsyncScript("(" + promise + ").then(arguments[arguments.length - 1])"));
  }

  /** Runs JavaScript in the page. */
  void run(String script) {
    driver.executeScript(script);
  }

  /** What went wrong in the page since this was last asked. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Waits until something is so. What is gone while it is looked at is looked at again. */
  void until(String what, BooleanSupplier condition) {
    get(what, () -> condition.getAsBoolean() ? what : null);
  }

  private <T> T get(String what, Supplier<@Nullable T> supplier) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    WebDriverException last = null;
    while (System.nanoTime() < end) {
      try {
        T found = supplier.get();
        if (found != null) {
          return found;
        }
      } catch (WebDriverException e) {
        last = e;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new AssertionError("\"" + what + "\" did not come in:\n" + text(), last);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  @Override
  public void close() {
    driver.quit();
  }
}
